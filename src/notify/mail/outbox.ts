import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder } from '../../platform/files/make-folder.ts'
import { syncFolder } from '../../platform/files/sync-folder.ts'
import { composeMessage } from './compose.ts'
import type { Attempt, Mail, MailWay } from './mail.ts'

/**
 * Mails as files that any mail program opens, for those who have no server or want nothing to leave. The
 * name is that of the message, so another attempt replaces the file that it made before.
 */
export function openOutbox(folder: string): MailWay {
  return {
    name: 'outbox',
    send: async (mail, { to }): Promise<Attempt> => {
      await writeWhole(folder, fileName(mail), await composeMessage(mail))
      return { accepted: to, refused: new Map() }
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}

function fileName({ date, messageId }: Mail): string {
  const at = date.slice(0, 19).replaceAll(/[-:]/g, '')
  return `${at}Z-${messageId.replace(/^<(.*)@.*>$/, '$1').replaceAll(/[^\w.-]/g, '_')}.eml`
}

/** The file is there whole, on the disk, or not at all: an attempt that fails takes no room of a disk that is full. */
async function writeWhole(folder: string, name: string, content: Buffer): Promise<void> {
  makeFolder(folder)
  const unfinished = join(folder, `.${randomUUID()}.tmp`)
  try {
    await using file = await open(unfinished, 'wx', 0o600)
    await file.writeFile(content)
    await file.sync()
    await rename(unfinished, join(folder, name))
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
  await syncFolder(folder)
}
