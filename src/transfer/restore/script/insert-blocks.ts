import { RestoreError } from '../restore-error.ts'
import type { RestoredRows } from '../restored-rows.ts'
import { type InsertStatement, parseInsertHead } from './insert-statement.ts'
import { byDefault, type InsertedValue, insertedValues } from './insert-values.ts'
import { refusedPart } from './refused-part.ts'
import type { RowsPart, ScriptReader } from './script-reader.ts'
import { type InsertedRow, tokensText } from './sql-token.ts'

/** How many bytes of rows are passed on at once. */
const pieceBytes = 1 << 16

/** What consecutive INSERTs of a block have in common: table, columns and settings. */
type Target = InsertStatement & {
  /** The tokens of the statement from INSERT to VALUES. */
  text: string
  settings: RestoredRows['settings']
  /** Which values are left to the table: `series` of builds, which is computed. */
  defaults: string
}

/**
 * Turns consecutive INSERTs into blocks of rows, as if they had come by COPY. All rows of a block are then stored by one
 * statement in place of one each, so that a million rows take seconds.
 */
export class InsertBlocks {
  readonly #script: ScriptReader
  #next: RowsPart | undefined
  /** The last head that was parsed, and the result. */
  #head: { tokens: InsertedRow['head']; text: string; statement: InsertStatement } | undefined

  constructor(script: ScriptReader) {
    this.#script = script
  }

  /**
   * The block that begins with a row.
   *
   * @throws RestoreError `dump_statement`, also while its rows are read
   */
  block(first: InsertedRow): RestoredRows {
    const values = this.#valuesOf(first)
    const target = this.#targetOf(first, values)
    const created = target.columns ?? this.#script.createdColumns(target.table)
    const line = first.line
    return {
      table: target.table,
      schema: this.#script.enter(target.schema, target.table, line),
      columns: filledColumns(created, values, line),
      form: 'text',
      settings: target.settings,
      rows: this.#rows(target, values),
      placeOf: (row) =>
        row === undefined ? `line ${line}` : `row ${row} of the INSERTs from line ${line} on`,
    }
  }

  /** Returns the part that followed the rows of the block. */
  takeNext(): RowsPart | undefined {
    const next = this.#next
    this.#next = undefined
    return next
  }

  async *#rows(target: Target, first: readonly InsertedValue[]): AsyncGenerator<Buffer> {
    let piece = copyLine(first)
    while (true) {
      const next = await this.#script.next()
      if (next?.kind !== 'row') {
        this.#next = next
        break
      }
      const values = this.#valuesOf(next)
      if (!isAlike(this.#targetOf(next, values), target)) {
        this.#next = next
        break
      }
      piece += copyLine(values)
      if (piece.length >= pieceBytes) {
        yield Buffer.from(piece, 'latin1')
        piece = ''
      }
    }
    if (piece.length > 0) yield Buffer.from(piece, 'latin1')
  }

  #valuesOf({ head, tokens, line }: InsertedRow): InsertedValue[] {
    if (tokens === undefined) {
      throw new RestoreError('dump_statement', `line ${line}: a row of more than 64 MiB`)
    }
    const values = insertedValues(tokens, this.#script.settings.encoding)
    if (values !== undefined) return values
    throw refusedPart({ kind: 'statement', tokens: [...head, ...tokens], line })
  }

  #targetOf({ head, line }: InsertedRow, values: readonly InsertedValue[]): Target {
    const { statement, text } = this.#readHead(head, line)
    const defaults = values.flatMap((value, at) => (value === byDefault ? [at] : [])).join()
    return { ...statement, text, defaults, settings: this.#script.settings }
  }

  #readHead(tokens: InsertedRow['head'], line: number) {
    if (this.#head?.tokens === tokens) return this.#head
    const text = tokensText(tokens)
    if (this.#head?.text === text) return this.#head
    const statement = parseInsertHead(tokens)
    if (statement === undefined) throw refusedPart({ kind: 'statement', tokens, line })
    this.#head = { tokens, text, statement }
    return this.#head
  }
}

function isAlike(target: Target, other: Target): boolean {
  return (
    target.text === other.text &&
    target.settings === other.settings &&
    target.defaults === other.defaults
  )
}

function copyLine(values: readonly InsertedValue[]): string {
  return `${values.filter((value) => value !== byDefault).join('\t')}\n`
}

/** @throws RestoreError `dump_statement` when a row has more or fewer values than columns */
function filledColumns(
  columns: readonly string[] | undefined,
  values: readonly InsertedValue[],
  line: number,
): string[] | undefined {
  if (columns === undefined) {
    requireDefaultsAtEnd(values, line)
    return undefined
  }
  if (columns.length !== values.length) {
    throw new RestoreError(
      'dump_statement',
      `line ${line}: INSERT of ${values.length} values into ${columns.length} columns`,
    )
  }
  return columns.filter((_, at) => values[at] !== byDefault)
}

/** When an INSERT names no columns, only the last ones can be left out. */
function requireDefaultsAtEnd(values: readonly InsertedValue[], line: number): void {
  const first = values.indexOf(byDefault)
  if (first === -1 || values.slice(first).every((value) => value === byDefault)) return
  throw new RestoreError(
    'dump_statement',
    `line ${line}: DEFAULT in an INSERT without names of columns; make the dump with --column-inserts`,
  )
}
