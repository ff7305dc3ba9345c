import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorCode } from '../../platform/errors/error-code.ts'
import { errorMessage } from '../../platform/errors/error-message.ts'
import { ConfigError } from '../config-error.ts'
import { type Assignment, BrokenLine, readAssignments } from './assignments.ts'

/** The files of settings of a folder; the later one wins. */
const fileNames = ['.env', '.env.local'] as const
export type EnvFileName = (typeof fileNames)[number]

/** What a file says, with its place. */
export type FileValue = Assignment & { file: EnvFileName }

/**
 * Reads `.env` and `.env.local` of a folder; either may be missing.
 *
 * @returns by name, what counts of both
 * @throws ConfigError for a file that cannot be read, or a broken line, with its number
 */
export function readEnvFiles(folder: string): Map<string, FileValue> {
  const values = new Map<string, FileValue>()
  for (const file of fileNames) {
    for (const assignment of assignmentsOf(join(folder, file), file)) {
      values.set(assignment.name, { ...assignment, file })
    }
  }
  return values
}

function assignmentsOf(path: string, file: EnvFileName): Assignment[] {
  try {
    return readAssignments(readFileSync(path, 'utf8'))
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    if (error instanceof BrokenLine) throw new ConfigError(`${path}:${error.line}`, error.message)
    throw new ConfigError(file, errorMessage(error))
  }
}
