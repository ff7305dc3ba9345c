export type EmbeddedPostgresCode =
  | 'embedded_package_missing'
  | 'embedded_user_missing'
  | 'embedded_place_unusable'
  | 'embedded_not_permitted'
  | 'embedded_password_missing'
  | 'embedded_password_wrong'
  | 'embedded_lock_unusable'
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

/** The embedded server cannot be used. The message is one line for whoever started the program. */
export class EmbeddedPostgresError extends Error {
  readonly code: EmbeddedPostgresCode

  constructor(code: EmbeddedPostgresCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
