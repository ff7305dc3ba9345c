import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { type FileHandle, open, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isMissingFile } from '../../platform/errors/error-code.ts'
import { makeFolder } from '../../platform/files/make-folder.ts'
import { syncFolder } from '../../platform/files/sync-folder.ts'
import { excerptFileName } from './excerpt-address.ts'

/** The folder of excerpts in a data directory. */
export function excerptDirectory(dataDir: string): string {
  return join(dataDir, 'logexcerpt')
}

/** 65,536 folders, so that none of them gets too many entries. */
function fileOf(directory: string, hash: string): string {
  return join(directory, hash.slice(0, 2), hash.slice(2, 4), `${hash}-${excerptFileName}`)
}

/** Whether the excerpt is there. Asked by threads that prepare documents, hence without waiting. */
export function hasExcerpt(directory: string, hash: string): boolean {
  return existsSync(fileOf(directory, hash))
}

/**
 * Puts an excerpt there, complete and on the disk when this returns; one that is there already stays. Of that one
 * the name may not be on the disk yet: somebody may be at it, or have failed.
 *
 * @param sync how the system does that with the names in a folder
 * @returns whether it is new there
 * @throws the file system's error
 */
export async function putExcerpt(
  directory: string,
  hash: string,
  packed: Buffer,
  sync: (folder: string) => Promise<void> = syncFolder,
): Promise<boolean> {
  const file = fileOf(directory, hash)
  const folder = dirname(file)
  const isNew = !existsSync(file)
  if (isNew) await writeExcerpt(file, packed)
  for (const made of [folder, dirname(folder), directory]) await sync(made)
  return isNew
}

async function writeExcerpt(file: string, packed: Buffer): Promise<void> {
  makeFolder(dirname(file))
  const unfinished = `${file}.${randomBytes(6).toString('hex')}.tmp`
  try {
    await writeFile(unfinished, packed, { flush: true })
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

/**
 * Opens an excerpt for reading; null when it is not there.
 *
 * @throws the file system's error
 */
export async function openExcerpt(directory: string, hash: string): Promise<FileHandle | null> {
  try {
    return await open(fileOf(directory, hash))
  } catch (error) {
    if (isMissingFile(error)) return null
    throw error
  }
}
