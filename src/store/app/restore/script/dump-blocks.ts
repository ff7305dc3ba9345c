import { isRestored } from '../restored-tables.ts'
import { RestoreError } from '../restore-error.ts'
import { afterCommand } from './psql-command.ts'
import { withoutTrailBytes } from './client-encoding.ts'
import { type CopyStatement, parseCopyStatement } from './copy-statement.ts'
import { dumpCursor } from './dump-cursor.ts'
import { mayBePassedOver } from './passed-over.ts'
import { refusedPart } from './refused-part.ts'
import { RowGuard } from './row-guard.ts'
import { changedSettings, freshSettings, type SessionSettings } from './session-settings.ts'
import { parseSettingChange } from './set-statement.ts'
import { SqlScanner } from './sql-scanner.ts'
import { type ScriptPart, tokensText } from './sql-token.ts'

/** One COPY block of a dump. */
export type DumpBlock = CopyStatement & {
  /** The one that is written or that the search path leads to. */
  schema: string
  /** The line on which the COPY statement ends; the first row is on the next. */
  line: number
  /** How the rows are to be read. */
  settings: SessionSettings
  /** The rows as COPY text. Must be read to the end before the next block is asked for. */
  rows: AsyncIterable<Buffer>
}

/**
 * The COPY blocks of a plain dump, in order, as psql would find them. What else a dump holds
 * (comments, settings, definitions, sequence positions) is read, because it may decide what rows
 * mean, and never run.
 *
 * @throws RestoreError for what psql would do and a restore cannot: `dump_statement`,
 * `dump_databases`; `dump_truncated` when the end is missing
 */
export async function* dumpBlocks(chunks: AsyncIterable<Buffer>): AsyncGenerator<DumpBlock> {
  const cursor = dumpCursor(chunks)
  const scanner = new SqlScanner()
  const guard = new RowGuard()
  let settings = freshSettings
  for (let line = await cursor.nextLine(); line !== undefined; line = await cursor.nextLine()) {
    for (const part of scanner.scanLine(
      withoutTrailBytes(line, settings.encoding),
      cursor.line(),
    )) {
      const copy = part.kind === 'statement' ? parseCopyStatement(part.tokens) : undefined
      if (copy === undefined) {
        settings = afterPart(part, settings, guard)
        scanner.backslashEscapes = settings.backslashEscapes
      } else {
        const schema = copy.schema ?? schemaInPath(copy.table, settings, part.line)
        const block = { ...copy, schema, line: cursor.line(), settings, rows: cursor.copyRows() }
        if (isRestored(block)) guard.rows(copy.table, block.line)
        yield block
      }
    }
  }
  const unfinished = scanner.unfinished()
  if (unfinished !== undefined) throw cutOff(unfinished)
  guard.end()
}

/** Passes over what is no COPY block, if that is safe, and takes over what it says about the session. */
function afterPart(part: ScriptPart, settings: SessionSettings, guard: RowGuard): SessionSettings {
  if (part.kind === 'command') return afterCommand(part, settings, guard)
  if (!mayBePassedOver(part.tokens)) throw refusedPart(part)
  guard.statement(tokensText(part.tokens), part.line)
  const change = parseSettingChange(part.tokens)
  return change === undefined ? settings : changedSettings(settings, change, part.line)
}

/** @throws RestoreError when it depends on the database where psql would put the rows */
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
