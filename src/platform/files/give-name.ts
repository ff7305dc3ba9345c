import { link, rename } from 'node:fs/promises'
import { errorCode } from '../errors/error-code.ts'

/** Codes by which file systems say that a file cannot have a second name. */
const noLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'])

/**
 * Gives a complete file the name under which others look for it. A link is used where the file system knows links:
 * unlike a rename, it never replaces a file that came under that name meanwhile. The first name may remain.
 *
 * @throws the file system's error, `EEXIST` where the name is taken
 */
export async function giveName(path: string, name: string): Promise<void> {
  try {
    await link(path, name)
  } catch (error) {
    if (!noLinks.has(errorCode(error) ?? '')) throw error
    await rename(path, name)
  }
}
