import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { isMissingFile } from '../../../platform/errors/error-code.ts'
import { EmbeddedPostgresError } from '../embedded-postgres-error.ts'
import { writeFileWhole } from './write-file-whole.ts'

/** Makes a password for a new cluster and writes it to a file that only its owner can read. */
export async function createPassword(path: string): Promise<string> {
  const password = randomBytes(24).toString('base64url')
  await writeFileWhole(path, `${password}\n`, 0o600)
  return password
}

/**
 * The password of an existing cluster.
 *
 * @throws EmbeddedPostgresError `embedded_password_missing`
 * @throws the file system's error when the file exists and cannot be read
 */
export async function readPassword(path: string): Promise<string> {
  const password = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isMissingFile(error)) return ''
    throw error
  })
  if (password.trim() !== '') return password.trim()
  throw new EmbeddedPostgresError(
    'embedded_password_missing',
    `there is a database, but ${path} with its password is missing; put that file back, or begin anew with another DATA_DIR`,
  )
}
