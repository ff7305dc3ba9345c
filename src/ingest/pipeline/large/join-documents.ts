import { type KcidbTable, kcidbTables } from '../../../store/app/schema/kcidb-tables.ts'
import { sortedTexts } from '../../../domain/code-point-order.ts'
import type { ItemCount } from '../item-counts.ts'
import type { PreparedDocument, PreparedTable } from '../prepared-document.ts'

/** Joins the pieces of a document, which must be in order. */
export function joinDocuments(pieces: readonly PreparedDocument[]): PreparedDocument {
  return {
    tables: {
      issues: joinTables(pieces, 'issues'),
      checkouts: joinTables(pieces, 'checkouts'),
      builds: joinTables(pieces, 'builds'),
      tests: joinTables(pieces, 'tests'),
      incidents: joinTables(pieces, 'incidents'),
    },
    rows: sum(pieces, ({ rows }) => rows),
    bytes: sum(pieces, ({ bytes }) => bytes),
    items: joinCounts(pieces.flatMap(({ items }) => items)),
    origins: sortedTexts(new Set(pieces.flatMap(({ origins }) => origins))),
    replacedSurrogates: sum(pieces, ({ replacedSurrogates }) => replacedSurrogates),
    longExcerpts: {
      builds: pieces.flatMap(({ longExcerpts }) => longExcerpts.builds),
      tests: pieces.flatMap(({ longExcerpts }) => longExcerpts.tests),
    },
  }
}

function joinTables(pieces: readonly PreparedDocument[], table: KcidbTable): PreparedTable {
  const parts = pieces.map(({ tables }) => tables[table])
  return {
    rows: sum(parts, ({ rows }) => rows),
    text: parts.flatMap(({ text }) => text).filter(({ byteLength }) => byteLength > 0),
  }
}

/** Adds counts up. The result is in the order of tables, as for a document that is not in pieces. */
function joinCounts(counts: readonly ItemCount[]): ItemCount[] {
  return kcidbTables.flatMap((table) => {
    const byOrigin = new Map<string, number>()
    for (const { origin, count } of counts.filter((item) => item.table === table)) {
      byOrigin.set(origin, (byOrigin.get(origin) ?? 0) + count)
    }
    return Array.from(byOrigin, ([origin, count]) => ({ table, origin, count }))
  })
}

function sum<Value>(values: readonly Value[], numberOf: (value: Value) => number): number {
  return values.reduce((total, value) => total + numberOf(value), 0)
}
