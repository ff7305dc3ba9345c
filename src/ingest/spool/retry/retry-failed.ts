import { lstatSync, unlinkSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode, isMissingFile } from '../../../platform/errors/error-code.ts'
import { takeName } from '../moving/free-name.ts'
import { giveName } from '../../../platform/files/give-name.ts'
import { moveFile } from '../moving/move-file.ts'
import { reasonName } from '../reason.ts'
import type { Spool } from '../spool.ts'
import type { FailedFile } from './failed-files.ts'
import { retriedFolder } from './retried-folder.ts'

/**
 * Puts a refused file back into the spool under the name that it had there, never over another one. Its reason
 * is kept in `failed/retried/`, so that it is still known why it was refused the first time. It leaves `failed/` after
 * the file: whoever is killed in between leaves no file there without one.
 *
 * @param move tests do something between the move and what comes next
 * @returns `gone` when somebody else moved it away
 * @throws the file system's error; the file is still in `failed/` then, and its reason beside it
 */
export async function retryFailed(
  spool: Spool,
  { file, originalName }: FailedFile,
  move = moveFile,
): Promise<'moved' | 'gone'> {
  const reason = join(spool.failed, reasonName(file.name))
  const kept = await keepReason(spool, file.name)
  try {
    using target = takeName(spool.root, originalName)
    const path = join(spool.root, target.name)
    const fate = await move(join(spool.failed, file.name), path, file)
    if (fate !== 'moved') {
      throw Object.assign(new Error('somebody is writing to it'), { code: 'file_changed' })
    }
  } catch (error) {
    if (isMissingFile(error)) return 'gone'
    if (kept !== undefined) await putBack(kept, reason)
    throw error
  }
  if (kept !== undefined) removeReason(reason, kept)
  return 'moved'
}

/** Gives the reason a second name. Undefined when there is none. */
async function keepReason(spool: Spool, name: string): Promise<string | undefined> {
  const folder = retriedFolder(spool)
  await mkdir(folder).catch((error: unknown) => {
    if (errorCode(error) !== 'EEXIST') throw error
  })
  const reason = reasonName(name)
  for (;;) {
    using target = takeName(folder, reason)
    const kept = join(folder, target.name)
    try {
      await giveName(join(spool.failed, reason), kept)
      return kept
    } catch (error) {
      if (isMissingFile(error)) return undefined
      // another process tries the same file again
      if (errorCode(error) !== 'EEXIST') throw error
    }
  }
}

/** Also where the file system knows no second name, so that it was moved. */
async function putBack(kept: string, reason: string): Promise<void> {
  // of two names of one file nothing is renamed
  await rename(kept, reason)
  await rm(kept, { force: true })
}

/**
 * Whoever has refused the file again meanwhile has put another reason there. At once: nothing of this process comes
 * between the look and the removal.
 */
function removeReason(reason: string, kept: string): void {
  const [present, ours] = [reason, kept].map((path) => lstatSync(path, { throwIfNoEntry: false }))
  const isOurs = present !== undefined && present.ino === ours?.ino && present.dev === ours.dev
  if (isOurs) unlinkSync(reason)
}
