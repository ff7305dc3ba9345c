import type { KcidbTable } from '../../store/app/schema/kcidb-tables.ts'
import type { SpoolFile } from '../spool/spool-file.ts'
import type { PreparedFile, PreparedTable } from '../pipeline/prepared-document.ts'

/** For tests: a prepared file whose document has this many tests, and as many bytes as the file. */
export function madeUpFile(file: SpoolFile, { rows }: { rows: number }): PreparedFile {
  const none = (): PreparedTable => ({ rows: 0, text: [] })
  const tables: Record<KcidbTable, PreparedTable> = {
    issues: none(),
    checkouts: none(),
    builds: none(),
    tests: { rows, text: [new Uint8Array(file.size)] },
    incidents: none(),
  }
  const document = {
    tables,
    rows,
    bytes: file.size,
    items: [],
    origins: [],
    replacedSurrogates: 0,
    longExcerpts: { builds: [], tests: [] },
  }
  return { kind: 'prepared', file, document }
}
