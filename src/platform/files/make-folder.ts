import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { errorCode } from '../errors/error-code.ts'

/**
 * Makes a folder and those above it that are missing. Not node's own `recursive`, which tries for ever
 * where a file system has no new folders: /proc.
 *
 * @throws the file system's error; not for something else than a folder that has the name already
 */
export function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) return
  if (dirname(path) !== path) makeFolder(dirname(path))
  try {
    mkdirSync(path)
  } catch (error) {
    // made by somebody else meanwhile
    if (errorCode(error) !== 'EEXIST') throw error
  }
}
