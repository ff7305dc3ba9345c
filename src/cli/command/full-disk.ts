import { errorCode } from '../../platform/errors/error-code.ts'
import { errorMessage } from '../../platform/errors/error-message.ts'
import { CommandFailure, exitStatuses } from './failure.ts'

/** Of the system, of PostgreSQL and of SQLite. */
const codes = new Set(['ENOSPC', 'EDQUOT', '53100', 'SQLITE_FULL'])

/** What the system says, in errors that hand its words on. */
const words = /no space left on device|disk quota exceeded/iu

/**
 * What a command threw, in other words when a disk is full: what the system says of that often names
 * neither the file nor the disk. Any other error comes back as it is.
 *
 * @param place the disk that is likely meant, for people
 */
export function explainFullDisk(error: unknown, place: string): unknown {
  if (!isFullDisk(error)) return error
  return new CommandFailure(
    `the disk of ${place} is full: ${errorMessage(error)}`,
    exitStatuses.unable,
  )
}

function isFullDisk(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = errorCode(error)
  if (code !== undefined && codes.has(code)) return true
  return words.test(error.message) || isFullDisk(error.cause)
}
