import { copyText } from '../../src/ingest/documents/storing/copy-text.ts'
import { standardiseLabs } from '../../src/ingest/documents/lab-names.ts'
import { rowsOf } from '../../src/ingest/documents/storing/rows.ts'
import { generateFinalItems, type GenerateOptions } from '../../src/example-data/generate.ts'
import { listNames } from '../../src/example-data/submission.ts'
import type { RowPiece } from './copy-rows.ts'

/**
 * The rows that ingesting the example data would leave, as COPY text, in the order of arrival. Names
 * of labs are put in order like the ingester does it (ingestion.md 2.11).
 *
 * @param automaticLab runtimes that are no lab, from the configuration
 */
export function* finalRows(options: GenerateOptions, automaticLab: RegExp): Generator<RowPiece> {
  for (const { items, receivedAt } of generateFinalItems(options)) {
    standardiseLabs(items.builds ?? [], items.tests ?? [], automaticLab)
    for (const table of listNames) {
      const list = items[table] ?? []
      if (list.length > 0) yield { table, text: copyText(rowsOf(table, list, receivedAt)) }
    }
  }
}
