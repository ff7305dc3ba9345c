import type { RestoredRows } from '../restored-rows.ts'
import { dumpCursor } from './dump-cursor.ts'
import { InsertBlocks } from './insert-blocks.ts'
import { ScriptReader } from './script-reader.ts'

/**
 * The rows of a plain dump, in order, as psql would find them. All other statements (settings, definitions, positions
 * of sequences) are read, because the meaning of rows may depend on them, but they are never run. The rows of a block
 * must be read to the end before the next block is asked for.
 *
 * @throws RestoreError `dump_statement` and `dump_databases` for something that psql would do and a restore cannot;
 * `dump_truncated` when the end of the dump is missing
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
