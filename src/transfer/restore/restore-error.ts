/** Why a dump could not be restored; the database is as it was. */
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

/** A mistake in the dump or in its target, in words for the person who started the restore. */
export class RestoreError extends Error {
  readonly code: RestoreErrorCode

  constructor(code: RestoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
