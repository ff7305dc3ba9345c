import { connectedDatabase } from './connected-database.ts'
import { refusedPart } from './refused-part.ts'
import type { RowGuard } from './row-guard.ts'
import { changedSettings, freshSettings, type SessionSettings } from './session-settings.ts'
import type { ScriptPart } from './sql-token.ts'

/** Commands that change neither rows nor how the script is read. */
const harmless =
  /^(?:restrict|unrestrict|echo|qecho|warn|timing|pset|set +(?:ON_ERROR_STOP|QUIET|VERBOSITY|ECHO\w*))(?:\s[^\\]*)?$/
const encoding = /^encoding\s+(?<quote>'?)(?<name>[\w-]+)\k<quote>$/

/**
 * The settings after one of psql's own commands.
 *
 * @throws RestoreError `dump_statement` for a command that would change rows or how the script is read
 */
export function afterCommand(
  command: ScriptPart & { kind: 'command' },
  settings: SessionSettings,
  guard: RowGuard,
): SessionSettings {
  if (command.insideStatement) throw refusedPart(command)
  const text = command.text.trim()
  const database = connectedDatabase(text)
  if (database !== undefined) {
    guard.connected(database)
    return freshSettings
  }
  const name = encoding.exec(text)?.groups?.name
  if (name !== undefined) {
    return changedSettings(settings, { name: 'client_encoding', to: { value: name } }, command.line)
  }
  if (!harmless.test(text)) throw refusedPart(command)
  return settings
}
