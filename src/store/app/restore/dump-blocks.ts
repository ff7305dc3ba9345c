import { type CopyStatement, parseCopyStatement } from './copy-statement.ts'
import { dumpCursor } from './dump-cursor.ts'
import { RestoreError } from './restore-error.ts'

/** One COPY block of a dump. */
export type DumpBlock = CopyStatement & {
  /** Line of the COPY statement; the first row is on the next. */
  line: number
  /** The rows as COPY text. Must be read to the end before the next block is asked for. */
  rows: AsyncIterable<Buffer>
}

/** Statements that change rows: to pass them over would lose data without a word. */
const changesRows = /^(COPY|INSERT|UPDATE|DELETE|MERGE|TRUNCATE|\\copy|\\i|\\ir|\\include)\b/i

/**
 * The COPY blocks of a plain dump, in order. Everything else that a dump holds (comments, settings,
 * table definitions, sequence positions) is passed over, never run.
 *
 * @throws RestoreError `dump_statement` for a statement that changes rows in another way than COPY
 */
export async function* dumpBlocks(chunks: AsyncIterable<Buffer>): AsyncGenerator<DumpBlock> {
  const cursor = dumpCursor(chunks)
  for (let text = await cursor.nextLine(); text !== undefined; text = await cursor.nextLine()) {
    if (!changesRows.test(text)) continue
    const statement = parseCopyStatement(text)
    if (statement === undefined) throw refused(cursor.line(), text)
    yield { ...statement, line: cursor.line(), rows: cursor.copyRows() }
  }
}

function refused(line: number, text: string): RestoreError {
  const shown = text.length > 80 ? `${text.slice(0, 80)}…` : text
  return new RestoreError(
    'dump_statement',
    `line ${line}: only "COPY table (columns) FROM stdin;" can be restored, not: ${shown}`,
  )
}
