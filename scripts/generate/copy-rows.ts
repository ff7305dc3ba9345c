import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { KcidbTable } from '../../src/store/app/schema/kcidb-tables.ts'

/** Some rows of one table as COPY text, each line ended. */
export type RowPiece = { table: KcidbTable; text: Buffer }

/** Bytes of tests per COPY; what arrives for other tables meanwhile is held in memory. */
const roundLength = 32 * 1024 * 1024

/**
 * Copies pieces of rows into their tables over one connection, tests as they come, in rounds: the
 * rows of the other tables (one for every 15 tests) wait for the end of a round. The source is asked
 * for more only when PostgreSQL has taken what it got.
 *
 * @param columns the columns of each table, in the order in which the pieces have them
 * @returns how many rows were copied
 * @throws the database's error; the connection is then in an aborted transaction
 */
export async function copyRows(
  client: pg.ClientBase,
  pieces: Iterator<RowPiece>,
  columns: Record<KcidbTable, readonly string[]>,
): Promise<number> {
  let rows = 0
  const copy = async (table: KcidbTable, text: Iterable<Buffer>): Promise<void> => {
    const names = columns[table].map((column) => client.escapeIdentifier(column)).join(', ')
    const stream = client.query(copyFrom(`copy ${table} (${names}) from stdin`))
    await pipeline(Readable.from(text), stream)
    rows += stream.rowCount
  }
  for (let done = false; !done;) {
    const round = new CopyRound(pieces)
    await copy('tests', round.tests())
    for (const [table, text] of round.others) await copy(table, text)
    done = round.sourceIsEmpty
  }
  return rows
}

/** Takes pieces until there is a round's worth of tests, and sets the others aside. */
class CopyRound {
  readonly others = new Map<KcidbTable, Buffer[]>()
  sourceIsEmpty = false
  readonly #pieces: Iterator<RowPiece>

  constructor(pieces: Iterator<RowPiece>) {
    this.#pieces = pieces
  }

  *tests(): Generator<Buffer> {
    for (let length = 0; length < roundLength;) {
      const next = this.#pieces.next()
      if (next.done === true) {
        this.sourceIsEmpty = true
        return
      }
      const { table, text } = next.value
      if (table === 'tests') {
        length += text.length
        yield text
      } else {
        const waiting = this.others.get(table)
        if (waiting === undefined) this.others.set(table, [text])
        else waiting.push(text)
      }
    }
  }
}
