export type EmbeddedPostgresCode =
  | 'embedded_package_missing'
  | 'embedded_user_missing'
  | 'embedded_place_unusable'
  | 'embedded_not_permitted'
  | 'embedded_password_missing'
  | 'embedded_password_wrong'
  | 'embedded_lock_unusable'
  | 'embedded_files_gone'
  | 'embedded_version_mismatch'
  | 'embedded_create_failed'
  | 'embedded_start_failed'
  | 'embedded_unresponsive'
  | 'embedded_busy'
  | 'embedded_stop_failed'

/** The error for a server that runs and does not accept the password that we have. */
export function wrongPassword(cluster: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'embedded_password_wrong',
    `the database in ${cluster} does not take the password in DATA_DIR/postgres.password; bring back the file that belongs to it`,
  )
}

/** Somebody removed or moved away what this process, or one that it joins, works on. */
export function filesGone(dataDir: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'embedded_files_gone',
    `DATA_DIR ${dataDir} was removed or moved while its database was in use: end this process, put the folder back where it was or bring back a backup (docs/operations/backup.md), and start again; without them the next start begins with an empty database`,
  )
}

/** The embedded server cannot be used. The message is one line for whoever started the program. */
export class EmbeddedPostgresError extends Error {
  readonly code: EmbeddedPostgresCode

  constructor(code: EmbeddedPostgresCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
