import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode, isMissingFile } from '../../../platform/error-code.ts'
import { takeName } from '../free-name.ts'
import { giveName, moveFile } from '../move-file.ts'
import { reasonName } from '../reason.ts'
import type { Spool } from '../spool.ts'
import type { FailedFile } from './failed-files.ts'
import { retriedFolder } from './retried-folder.ts'

/**
 * Puts a refused file back into the spool under the name that it had there, never over another one. Its reason
 * is kept in `failed/retried/`, so that it is still known why it was refused the first time.
 *
 * @returns `gone` when somebody else moved it away
 * @throws the file system's error; the file is still in `failed/` then, and its reason beside it
 */
export async function retryFailed(
  spool: Spool,
  { file, originalName }: FailedFile,
): Promise<'moved' | 'gone'> {
  const reason = join(spool.failed, reasonName(file.name))
  const kept = await keepReason(spool, file.name)
  try {
    using target = takeName(spool.root, originalName)
    const path = join(spool.root, target.name)
    const fate = await moveFile(join(spool.failed, file.name), path, file)
    if (fate === 'moved') return 'moved'
    throw Object.assign(new Error('somebody is writing to it'), { code: 'file_changed' })
  } catch (error) {
    if (isMissingFile(error)) return 'gone'
    if (kept !== undefined) await rename(kept, reason)
    throw error
  }
}

/** Moves the reason away first: whoever refuses the file again writes a new one. Undefined when there is none. */
async function keepReason(spool: Spool, name: string): Promise<string | undefined> {
  const folder = retriedFolder(spool)
  await mkdir(folder).catch((error: unknown) => {
    if (errorCode(error) !== 'EEXIST') throw error
  })
  const reason = reasonName(name)
  using target = takeName(folder, reason)
  const kept = join(folder, target.name)
  try {
    await giveName(join(spool.failed, reason), kept)
    await rm(join(spool.failed, reason), { force: true })
    return kept
  } catch (error) {
    if (isMissingFile(error)) return undefined
    throw error
  }
}
