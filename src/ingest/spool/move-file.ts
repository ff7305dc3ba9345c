import { constants, promises } from 'node:fs'
import { copyFile, link, open, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errorCode, isMissingFile } from '../../platform/error-code.ts'
import { syncFolder } from '../../platform/sync-folder.ts'
import { sameContent, spoolFile, type SpoolFile } from './spool-file.ts'
import { unfinishedFile } from './unfinished-file.ts'

/** How a file goes from a name; tests put a file system in its place that is another one. */
export type Departures = Pick<typeof promises, 'rename' | 'unlink'>

/**
 * Moves a file to a name that is free, also to another file system (`EXDEV`): copies it, has the copy
 * written to disk, and only then removes the original. The copy appears under its name when it is
 * complete, and not at all when the original was written to meanwhile or cannot be removed.
 *
 * @param file the original as it was when it was read
 * @throws the file system's error; the original is where it was then. `ENOENT`: it has gone, or the
 * folder of the target has
 */
export async function moveFile(
  from: string,
  to: string,
  file: SpoolFile,
  departures: Departures = promises,
): Promise<'moved' | 'changed'> {
  try {
    await departures.rename(from, to)
    return 'moved'
  } catch (error) {
    if (errorCode(error) !== 'EXDEV') throw error
  }
  await using copy = unfinishedFile(dirname(to))
  await copyToDisk(from, copy.path)
  if (!sameContent(spoolFile(file.name, await stat(from)), file)) return 'changed'
  await giveName(copy.path, to)
  try {
    // a power failure must not lose the name of the copy after the original is gone
    await syncFolder(dirname(to))
    await departures.unlink(from)
  } catch (error) {
    // whoever took it away meanwhile does not have to have kept it
    if (isMissingFile(error)) return 'moved'
    // the original stays and is going to be moved later: one copy is enough
    await rm(to, { force: true })
    throw error
  }
  return 'moved'
}

/** With the time of modification, as a rename keeps it. */
async function copyToDisk(from: string, to: string): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_EXCL)
  const { atime, mtime } = await stat(from)
  await using copy = await open(to)
  await copy.utimes(atime, mtime)
  await copy.sync()
}

/** What file systems say that know no second name for a file. */
const noLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'])

/**
 * A name for a file that is complete. A link never replaces what came under that name meanwhile, as a rename
 * does.
 *
 * @throws the file system's error, `EEXIST` where the name is taken
 */
export async function giveName(path: string, name: string): Promise<void> {
  try {
    await link(path, name)
  } catch (error) {
    if (!noLinks.has(errorCode(error) ?? '')) throw error
    await promises.rename(path, name)
  }
}
