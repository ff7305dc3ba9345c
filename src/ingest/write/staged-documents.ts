import type { KcidbTable } from '../../store/app/schema/kcidb-tables.ts'

/** Rows of one table, in the order in which they arrived. */
export type StagedRows = {
  rows: number
  /** The rows in the text format of COPY, one after another; a buffer may end anywhere. */
  copyText: Iterable<Buffer>
}

/** The rows of one batch; columns as in `kcidbColumns` */
export type StagedDocuments = Readonly<Record<KcidbTable, StagedRows>>
