import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errorCode } from '../../platform/errors/error-code.ts'
import { syncFolder } from '../../platform/files/sync-folder.ts'
import { OutputError } from './output-error.ts'

/**
 * Makes a file or folder that is there whole or not at all: under another name beside it first, that nobody else
 * has (processes of containers have the same number again and again). What has the name already is left alone, also
 * when it comes meanwhile, as from a second command.
 *
 * @param make writes the file or folder whose name it is given
 * @throws OutputError `output_exists`, `output_unfit` when there is no folder for it
 * @throws what `make` throws, and the file system's errors; nothing stays then
 */
export async function writeWhole(
  path: string,
  make: (partial: string) => Promise<void>,
): Promise<void> {
  if (existsSync(path)) throw exists(path)
  await refuseWithoutFolder(dirname(path))
  const partial = `${path}.${randomUUID().slice(0, 8)}.partial`
  try {
    await make(partial)
    await moveIntoPlace(partial, path)
  } finally {
    await rm(partial, { recursive: true, force: true })
  }
  await syncFolder(dirname(path))
}

async function moveIntoPlace(partial: string, path: string): Promise<void> {
  const isFolder = (await stat(partial)).isDirectory()
  if (isFolder) await syncFolder(partial)
  else await syncFile(partial)
  try {
    // a second name, unlike a new one, is refused where one is; a folder cannot have two
    if (!isFolder) return await link(partial, path)
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw exists(path)
    // a file system without second names
  }
  if (existsSync(path)) throw exists(path)
  await rename(partial, path)
}

async function syncFile(path: string): Promise<void> {
  await using file = await open(path, 'r+')
  await file.sync()
}

async function refuseWithoutFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined)
  if (found?.isDirectory() === true) return
  throw new OutputError('output_unfit', `there is no folder ${folder} to write into`)
}

function exists(path: string): OutputError {
  return new OutputError('output_exists', `${path} is there already; nothing is overwritten`)
}
