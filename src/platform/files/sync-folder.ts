import { open } from 'node:fs/promises'
import { errorCode } from '../errors/error-code.ts'

/**
 * Has the names in a folder on the disk, so that a power failure does not lose them.
 *
 * @throws the file system's error
 */
export async function syncFolder(path: string): Promise<void> {
  await using folder = await open(path)
  await folder.sync().catch((error: unknown) => {
    // a file system that has nothing to sync in a folder
    if (errorCode(error) !== 'EINVAL') throw error
  })
}
