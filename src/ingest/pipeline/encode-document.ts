import type { KcidbTable } from '../../store/app/schema/kcidb-tables.ts'
import { copyText } from '../documents/storing/copy-text.ts'
import type { LongExcerpts } from '../excerpts/note-long-excerpts.ts'
import type { Row } from '../documents/storing/rows.ts'
import { countItems } from './item-counts.ts'
import type { PreparedDocument, PreparedTable } from './prepared-document.ts'

type AcceptedDocument = {
  rows: Readonly<Record<KcidbTable, Row[]>>
  replacedSurrogates: number
  longExcerpts: LongExcerpts
}

/** Encodes the rows of a document for COPY, in memory that can be transferred to another thread. */
export function encodeDocument({
  rows,
  replacedSurrogates,
  longExcerpts,
}: AcceptedDocument): PreparedDocument {
  const tables = {
    issues: encodeRows(rows.issues),
    checkouts: encodeRows(rows.checkouts),
    builds: encodeRows(rows.builds),
    tests: encodeRows(rows.tests),
    incidents: encodeRows(rows.incidents),
  }
  const items = countItems(rows)
  return {
    tables,
    rows: items.reduce((sum, { count }) => sum + count, 0),
    bytes: Object.values(tables)
      .flatMap(({ text }) => text)
      .reduce((sum, { byteLength }) => sum + byteLength, 0),
    items,
    origins: [...new Set(items.map(({ origin }) => origin))].toSorted(),
    replacedSurrogates,
    longExcerpts,
  }
}

function encodeRows(rows: readonly Row[]): PreparedTable {
  return { rows: rows.length, text: rows.length === 0 ? [] : [ownMemory(copyText(rows))] }
}

/** Copies bytes that share their memory with other buffers, as small buffers do: transferring it would take all of them. */
function ownMemory(bytes: Buffer): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes
  const whole = buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength
  return whole ? new Uint8Array(buffer) : Uint8Array.from(bytes)
}
