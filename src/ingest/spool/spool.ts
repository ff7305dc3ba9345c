import { constants } from 'node:fs'
import { access, realpath, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { errorMessage } from '../../platform/errors/error-message.ts'
import { makeFolder } from '../../platform/files/make-folder.ts'

/** A folder of submission files: new ones in its root, handled ones in two folders below. */
export type Spool = {
  root: string
  /** Files whose rows are committed. */
  archive: string
  /** Files that were refused, each with its reason beside it. */
  failed: string
}

/** The folders below the root, as they are called there. */
export const spoolFolders = ['archive', 'failed'] as const

export type SpoolFolder = (typeof spoolFolders)[number]

/** The spool cannot be worked with; the message names the folder and what is wrong with it. */
export class SpoolError extends Error {
  readonly code = 'spool_unusable'
}

/**
 * Opens a spool and creates the folders below it that are missing (ingestion.md 2.2). The root
 * itself is not created: a mistyped name would be an empty spool for ever.
 *
 * @throws SpoolError when a folder is missing, is no folder or cannot be written to
 */
export async function openSpool(folder: string): Promise<Spool> {
  const root = resolve(folder)
  await requireWritableFolder(root)
  return {
    root: await realpath(root),
    archive: await folderBelow(root, 'archive'),
    failed: await folderBelow(root, 'failed'),
  }
}

/**
 * A folder below the root of a spool, made where it is missing; its path.
 *
 * @throws SpoolError when it cannot be made, is no folder or cannot be written to
 */
export async function folderBelow(root: string, name: string): Promise<string> {
  const folder = join(root, name)
  makeBelow(folder)
  await requireWritableFolder(folder)
  return folder
}

function makeBelow(folder: string): void {
  try {
    makeFolder(folder)
  } catch (error) {
    const problem = `cannot create ${folder}: ${errorMessage(error)}`
    throw new SpoolError(problem, { cause: error })
  }
}

async function requireWritableFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch((error: Error) => {
    throw new SpoolError(`cannot use the spool folder ${folder}: ${error.message}`, {
      cause: error,
    })
  })
  if (!found.isDirectory()) throw new SpoolError(`${folder} is not a folder`)
  await access(folder, constants.R_OK | constants.W_OK | constants.X_OK).catch((error: Error) => {
    throw new SpoolError(`the spool folder ${folder} must be readable and writable`, {
      cause: error,
    })
  })
}
