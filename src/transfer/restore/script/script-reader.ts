import { isRestored } from '../restored-tables.ts'
import { RestoreError } from '../restore-error.ts'
import { withoutTrailBytes } from './client-encoding.ts'
import { type CopyStatement, parseCopyStatement } from './copy-statement.ts'
import type { DumpCursor } from './dump-cursor.ts'
import { isHarmlessInsert } from './insert-statement.ts'
import { mayBePassedOver } from './passed-over.ts'
import { afterCommand } from './psql-command.ts'
import { refusedPart } from './refused-part.ts'
import { RowGuard } from './row-guard.ts'
import { changedSettings, freshSettings, type SessionSettings } from './session-settings.ts'
import { parseSettingChange } from './set-statement.ts'
import { SqlScanner } from './sql-scanner.ts'
import { type InsertedRow, isToken, type ScriptPart, tokensText } from './sql-token.ts'
import { parseCreateTable } from './table-columns.ts'

/** A part of a script that has rows: a COPY statement, whose rows follow it, or one row of an INSERT. */
export type RowsPart = { kind: 'copy'; statement: CopyStatement } | InsertedRow

/**
 * Finds the parts of a script that have rows, one after the other. All other statements are read, because the meaning of
 * rows may depend on them, but they are never run.
 */
export class ScriptReader {
  /** The settings at the place of the latest part. */
  settings: SessionSettings = freshSettings

  readonly #cursor: DumpCursor
  readonly #scanner = new SqlScanner()
  readonly #guard = new RowGuard()
  readonly #created = new Map<string, readonly string[]>()
  #parts: Iterator<ScriptPart> | undefined

  constructor(cursor: DumpCursor) {
    this.#cursor = cursor
  }

  /**
   * The next part that has rows; undefined at the end.
   *
   * @throws RestoreError `dump_statement` and `dump_databases` for something that psql would do and a restore cannot;
   * `dump_truncated` when the end of the dump is missing
   */
  async next(): Promise<RowsPart | undefined> {
    while (true) {
      const part = this.#parts?.next()
      if (part === undefined || part.done === true) {
        if (!(await this.#nextLine())) return undefined
        continue
      }
      const rows = this.#rowsIn(part.value)
      if (rows !== undefined) return rows
    }
  }

  /**
   * The schema of a table that is about to get rows: the one in the statement, or the one that the search path
   * leads to. Checks that the rows may be restored.
   *
   * @param line where the rows begin
   * @throws RestoreError when they may not, or when the database decides into which schema psql would put them
   */
  enter(schema: string | undefined, table: string, line: number): string {
    const found = schema ?? schemaInPath(table, this.settings, line)
    if (isRestored({ schema: found, table })) this.#guard.rows(table, line)
    return found
  }

  /** The columns in the script's `CREATE TABLE` of one of our tables, in their order. */
  createdColumns(table: string): readonly string[] | undefined {
    return this.#created.get(table)
  }

  async #nextLine(): Promise<boolean> {
    const line = await this.#cursor.nextLine()
    if (line === undefined) {
      const unfinished = this.#scanner.unfinished()
      if (unfinished !== undefined) throw cutOff(unfinished)
      this.#guard.end()
      return false
    }
    const text = withoutTrailBytes(line, this.settings.encoding)
    this.#parts = this.#scanner.scanLine(text, this.#cursor.line(), line)
    return true
  }

  #rowsIn(part: ScriptPart): RowsPart | undefined {
    if (part.kind === 'row') return part
    if (part.kind === 'statement') {
      const statement = parseCopyStatement(part.tokens)
      if (statement !== undefined) return { kind: 'copy', statement }
    }
    this.#passOver(part)
    return undefined
  }

  /** Skips a part without rows, if that is safe, and remembers the settings and definitions in it. */
  #passOver(part: Exclude<ScriptPart, InsertedRow>): void {
    if (part.kind === 'command') {
      this.#adopt(afterCommand(part, this.settings, this.#guard))
      return
    }
    if (isToken(part.tokens[0], 'insert')) {
      if (!isHarmlessInsert(part.tokens)) throw refusedPart(part)
      return
    }
    if (!mayBePassedOver(part.tokens)) throw refusedPart(part)
    this.#guard.statement(tokensText(part.tokens), part.line)
    this.#rememberColumns(part)
    const change = parseSettingChange(part.tokens)
    if (change !== undefined) this.#adopt(changedSettings(this.settings, change, part.line))
  }

  #adopt(settings: SessionSettings): void {
    this.settings = settings
    this.#scanner.backslashEscapes = settings.backslashEscapes
  }

  #rememberColumns({ tokens }: ScriptPart & { kind: 'statement' }): void {
    const created = parseCreateTable(tokens)
    if (created === undefined) return
    const { table, columns, schema = this.settings.path[0] ?? 'public' } = created
    if (isRestored({ schema, table })) this.#created.set(table, columns)
  }
}

/** @throws RestoreError when the database decides into which schema psql would put the rows */
function schemaInPath(table: string, { path }: SessionSettings, line: number): string {
  const [first] = path
  if (first === 'public' || !isRestored({ schema: 'public', table })) return first ?? 'public'
  if (first !== undefined && !path.includes('public')) return first
  throw new RestoreError(
    'dump_statement',
    `line ${line}: which schema ${table} is in cannot be told, search_path is "${path.join(', ')}"`,
  )
}

function cutOff(line: number): RestoreError {
  return new RestoreError(
    'dump_truncated',
    `the dump ends inside the statement or comment that begins in line ${line}`,
  )
}
