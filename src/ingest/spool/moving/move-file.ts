import { constants, lstatSync, statSync, unlinkSync } from 'node:fs'
import { copyFile, open, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { errorCode, isMissingFile } from '../../../platform/errors/error-code.ts'
import { giveName } from '../../../platform/files/give-name.ts'
import { syncFolder } from '../../../platform/files/sync-folder.ts'
import { isNumbered, takeName } from './free-name.ts'
import { sameContent, spoolFile, type SpoolFile } from '../spool-file.ts'
import { unfinishedFile } from './unfinished-file.ts'

/** The steps in which a file leaves its name; tests replace them to imitate other file systems. */
export type Departures = {
  rename: (from: string, to: string) => Promise<void>
  unlinkSync: (path: string) => void
  giveName: (path: string, name: string) => Promise<void>
}

/** Those of the file system that is there. */
const present: Departures = { rename, unlinkSync, giveName }

/**
 * Moves a file to a name that is free, also to another file system (`EXDEV`): copies it, has the copy
 * written to disk, and only then removes the original. The copy appears under its name when it is
 * complete, and not at all when the original was written to meanwhile or cannot be removed.
 *
 * What replaced the original meanwhile is a submission that nobody has read. It stays where it is, or goes back
 * there: renames wait for the pool of threads, hundreds of them at a time, and what is under a name may be
 * another file when its turn comes.
 *
 * @param file the original as it was when it was read
 * @throws the file system's error; the original is where it was then. `ENOENT`: it has gone, or the
 * folder of the target has. `EEXIST`: the name, one with a number, is taken
 */
export async function moveFile(
  from: string,
  to: string,
  file: SpoolFile,
  departures = present,
): Promise<'moved' | 'changed'> {
  try {
    if (isNumbered(to)) return await linkAway(from, to, file, departures)
    await departures.rename(from, to)
  } catch (error) {
    if (errorCode(error) !== 'EXDEV') throw error
    return copyAway(from, to, file, departures)
  }
  if (isThatOrUnknown(to, file)) return 'moved'
  await giveBack(to, from, departures)
  return 'changed'
}

/** A rename would replace what another process, which knows nothing of our promises, has put there since we looked. */
async function linkAway(
  from: string,
  to: string,
  file: SpoolFile,
  departures: Departures,
): Promise<'moved' | 'changed'> {
  await departures.giveName(from, to)
  try {
    if (removeOriginal(from, file, departures)) return 'moved'
    await rm(to, { force: true })
    return 'changed'
  } catch (error) {
    // whoever took it away meanwhile has it under another name, or has not kept it
    if (isMissingFile(error) && isOnlyName(to)) return 'moved'
    await rm(to, { force: true })
    throw error
  }
}

function isOnlyName(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.nlink === 1
}

async function copyAway(
  from: string,
  to: string,
  file: SpoolFile,
  departures: Departures,
): Promise<'moved' | 'changed'> {
  await using copy = unfinishedFile(dirname(to))
  await copyToDisk(from, copy.path)
  if (!sameContent(spoolFile(file.name, await stat(from)), file)) return 'changed'
  await giveName(copy.path, to)
  try {
    // a power failure must not lose the name of the copy after the original is gone
    await syncFolder(dirname(to))
    if (removeOriginal(from, file, departures)) return 'moved'
    await rm(to, { force: true })
    return 'changed'
  } catch (error) {
    // whoever took it away meanwhile does not have to have kept it
    if (isMissingFile(error)) return 'moved'
    // the original stays and is going to be moved later: one copy is enough
    await rm(to, { force: true })
    throw error
  }
}

/** Removes the original without a pause after looking at it. Returns false, and removes nothing, when it is another file. */
function removeOriginal(from: string, file: SpoolFile, departures: Departures): boolean {
  if (!sameContent(spoolFile(file.name, statSync(from)), file)) return false
  departures.unlinkSync(from)
  return true
}

/** False only when another regular file is there: a link may lead elsewhere from here, and what is gone was moved on. */
function isThatOrUnknown(path: string, file: SpoolFile): boolean {
  const now = lstatSync(path, { throwIfNoEntry: false })
  return now?.isFile() !== true || sameContent(spoolFile(file.name, now), file)
}

/** Moves a file back to its name, or to one beside it when another file has come under that name. */
async function giveBack(moved: string, from: string, departures: Departures): Promise<void> {
  const folder = dirname(from)
  for (;;) {
    using name = takeName(folder, basename(from))
    const path = join(folder, name.name)
    try {
      await departures.giveName(moved, path)
      break
    } catch (error) {
      if (errorCode(error) === 'EEXIST') continue
      // a full disk has no room for a second name, and what stayed would count as read
      await rename(moved, path)
      return
    }
  }
  await rm(moved, { force: true })
}

/** With the time of modification, as a rename keeps it. */
async function copyToDisk(from: string, to: string): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_EXCL)
  const { atime, mtime } = await stat(from)
  await using copy = await open(to)
  await copy.utimes(atime, mtime)
  await copy.sync()
}
