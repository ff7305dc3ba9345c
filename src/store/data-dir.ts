import { accessSync, constants, realpathSync, statSync } from 'node:fs'
import { errorMessage } from '../platform/errors/error-message.ts'
import { makeFolder } from '../platform/files/make-folder.ts'

/** DATA_DIR is no folder that can be written to; the message is one line that names it. */
export class DataDirError extends Error {
  readonly code = 'data_dir_unusable'

  constructor(path: string, problem: string, options?: ErrorOptions) {
    super(`DATA_DIR: ${path} cannot be written to (${problem})`, options)
  }
}

/**
 * Makes DATA_DIR where it is missing; its path without symbolic links.
 *
 * @throws DataDirError when it cannot be made or is no folder that can be written to
 */
export function prepareDataDir(path: string): string {
  try {
    makeFolder(path)
    if (!statSync(path).isDirectory()) throw new DataDirError(path, 'it is no folder')
    accessSync(path, constants.W_OK | constants.X_OK)
    return realpathSync(path)
  } catch (error) {
    if (error instanceof DataDirError) throw error
    throw new DataDirError(path, errorMessage(error), { cause: error })
  }
}
