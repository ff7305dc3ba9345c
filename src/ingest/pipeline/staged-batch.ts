import type { KcidbTable } from '../../store/app/schema/kcidb-tables.ts'
import type { StagedDocuments, StagedRows } from '../write/staged-documents.ts'
import type { PreparedFile } from './prepared-document.ts'

/** The rows of all files as one batch, in the order of the files. */
export function stagedBatch(files: readonly PreparedFile[]): StagedDocuments {
  return {
    issues: stagedRows(files, 'issues'),
    checkouts: stagedRows(files, 'checkouts'),
    builds: stagedRows(files, 'builds'),
    tests: stagedRows(files, 'tests'),
    incidents: stagedRows(files, 'incidents'),
  }
}

function stagedRows(files: readonly PreparedFile[], table: KcidbTable): StagedRows {
  const parts = files.map(({ document }) => document.tables[table]).filter(({ rows }) => rows > 0)
  return {
    rows: parts.reduce((sum, { rows }) => sum + rows, 0),
    copyText: parts
      .flatMap(({ text }) => text)
      .map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)),
  }
}
