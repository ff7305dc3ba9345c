import { linesOf } from '../../copy-lines.ts'
import { RestoreError } from '../restore-error.ts'
import type { RestoredRows } from '../restored-rows.ts'
import { freshSettings } from '../script/session-settings.ts'

/** How many bytes of rows are passed on at once. */
const pieceBytes = 1 << 16

/** A row of a dump: a JSON object as text, its table, and its line in the file. */
export type JsonRow = { table: string; row: string; line: number }

const namedRow = /^\s*\{\s*"table"\s*:\s*"([^"\\]*)"\s*,\s*"row"\s*:(.*)\}\s*$/s

/**
 * The rows of a dump of lines `{"table": …, "row": …}`.
 *
 * @throws RestoreError `dump_statement` for a line of another kind
 */
export async function* namedRows(chunks: AsyncIterable<Buffer>): AsyncGenerator<JsonRow> {
  let line = 0
  for await (const text of linesOf(chunks)) {
    line += 1
    if (text.trim() === '') continue
    const [, table, row] = namedRow.exec(text) ?? []
    if (table === undefined || row === undefined) {
      throw new RestoreError(
        'dump_statement',
        `line ${line}: expected {"table": "…", "row": {…}}, the row last, and not: ${text.slice(0, 60)}`,
      )
    }
    yield { table, row, line }
  }
}

const tableBegins = /^"([^"\\]+)": \[\r?$/

/**
 * The rows of one JSON object with a list per table, every row on a line of its own, as `dump` writes
 * it.
 *
 * @throws RestoreError `dump_statement` for another layout, `dump_truncated` for a missing end
 */
export async function* listedRows(chunks: AsyncIterable<Buffer>): AsyncGenerator<JsonRow> {
  let line = 0
  let table: string | undefined
  let ended = false
  for await (const text of linesOf(chunks)) {
    line += 1
    const plain = text.trimEnd()
    if (table !== undefined && plain.startsWith('{')) {
      yield { table, row: plain.replace(/,$/, ''), line }
    } else if (table !== undefined && (plain === '],' || plain === ']')) {
      table = undefined
    } else if (plain === '}' || plain === '{}') {
      ended = true
    } else if (line !== 1 || plain !== '{') {
      table = tableBegins.exec(text)?.[1]
      if (table === undefined) throw otherLayout(line)
    }
  }
  if (!ended)
    throw new RestoreError('dump_truncated', `the dump ends after line ${line}, too early`)
}

/** Puts consecutive rows of one table into a block. */
export async function* jsonBlocks(rows: AsyncIterable<JsonRow>): AsyncGenerator<RestoredRows> {
  const iterator = rows[Symbol.asyncIterator]()
  const next = async () => {
    const { done, value } = await iterator.next()
    return done === true ? undefined : value
  }
  let current = await next()
  while (current !== undefined) {
    const { table, line: first } = current
    yield {
      schema: 'public',
      table,
      columns: undefined,
      form: 'json',
      settings: freshSettings,
      rows: ofTable(table),
      placeOf: (row = 1) => `line ${first + row - 1}`,
    }
  }

  async function* ofTable(table: string): AsyncGenerator<Buffer> {
    let piece = ''
    for (; current?.table === table; current = await next()) {
      piece += `${current.row}\n`
      if (piece.length < pieceBytes) continue
      yield Buffer.from(piece)
      piece = ''
    }
    if (piece !== '') yield Buffer.from(piece)
  }
}

function otherLayout(line: number): RestoreError {
  return new RestoreError(
    'dump_statement',
    `line ${line}: JSON is restored with every row on a line of its own, as \`dump --json\` writes it; ` +
      "make lines of another layout: jq -c 'to_entries[] | .key as $t | .value[] | {table: $t, row: .}'",
  )
}
