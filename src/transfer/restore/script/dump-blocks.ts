import type { RestoredRows } from '../restored-rows.ts'
import { dumpCursor } from './dump-cursor.ts'
import { InsertBlocks } from './insert-blocks.ts'
import { ScriptReader } from './script-reader.ts'

/**
 * The rows of a plain dump, in order, as psql would find them. What else a dump holds (comments,
 * settings, definitions, sequence positions) is read, because it may decide what rows mean, and never
 * run. The rows of a block must be read to the end before the next block is asked for.
 *
 * @throws RestoreError for what psql would do and a restore cannot: `dump_statement`,
 * `dump_databases`; `dump_truncated` when the end is missing
 */
export async function* dumpBlocks(chunks: AsyncIterable<Buffer>): AsyncGenerator<RestoredRows> {
  const cursor = dumpCursor(chunks)
  const script = new ScriptReader(cursor)
  const inserts = new InsertBlocks(script)
  for (let part = await script.next(); part !== undefined;) {
    if (part.kind === 'row') {
      yield inserts.block(part)
      part = inserts.takeNext()
      continue
    }
    const { schema, table, columns } = part.statement
    const line = cursor.line()
    yield {
      table,
      columns,
      schema: script.enter(schema, table, line),
      form: 'text',
      settings: script.settings,
      rows: cursor.copyRows(),
      placeOf: (row) => `line ${line + (row ?? 0)}`,
    }
    part = await script.next()
  }
}
