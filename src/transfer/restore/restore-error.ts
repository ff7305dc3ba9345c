/** Why a dump cannot be restored. The database is unchanged. */
export type RestoreErrorCode =
  | 'dump_unreadable'
  | 'dump_not_plain'
  | 'dump_statement'
  | 'dump_databases'
  | 'dump_encoding'
  | 'dump_column'
  | 'dump_truncated'
  | 'dump_without_tables'
  | 'dump_row_refused'
  | 'table_not_empty'

/** A fault of the dump or of the database that it goes into. The message is for whoever started the restore. */
export class RestoreError extends Error {
  readonly code: RestoreErrorCode

  constructor(code: RestoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
