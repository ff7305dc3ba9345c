import { RestoreError } from '../restore-error.ts'
import type { SettingChange } from './set-statement.ts'

/** The settings of psql's session at a place of the script: those that the meaning of rows depends on. */
export type SessionSettings = {
  /** `client_encoding`, as the script names it. */
  readonly encoding: string
  /** Whether a backslash is an escape in `'…'`: `standard_conforming_strings = off`. */
  readonly backslashEscapes: boolean
  /** `search_path` without `"$user"` and the schemas of the system (`pg_…`). */
  readonly path: readonly string[]
  /** Those of {@link settingsOfValues} that the script has changed. */
  readonly values: Readonly<Record<string, string>>
}

/** The settings of a new session. */
export const freshSettings: SessionSettings = {
  encoding: 'UTF8',
  backslashEscapes: false,
  path: ['public'],
  values: {},
}

/** Settings that change the meaning of values. They are set in PostgreSQL while it reads rows. */
export const settingsOfValues: ReadonlySet<string> = new Set([
  'array_nulls',
  'datestyle',
  'timezone',
  'timezone_abbreviations',
])

type Reader = (value: string) => Partial<SessionSettings> | undefined

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['client_encoding', (encoding) => ({ encoding })],
  ['standard_conforming_strings', readConforming],
  ['search_path', (path) => ({ path: schemasIn(path) })],
])

const defaults: Readonly<Record<string, string>> = {
  client_encoding: freshSettings.encoding,
  standard_conforming_strings: 'on',
  search_path: 'public',
}

/**
 * The settings after a change. A change of any other setting has no effect on them.
 *
 * @throws RestoreError `dump_statement` for a change whose result is not known
 */
export function changedSettings(
  settings: SessionSettings,
  { name, to }: SettingChange,
  line: number,
): SessionSettings {
  const setting = name.replace(/^local /, '')
  const isFollowed = setting === 'all' || readers.has(setting) || settingsOfValues.has(setting)
  if (!isFollowed) return settings
  // LOCAL lasts for a transaction, and transactions are not followed here
  if (to === 'unclear' || setting !== name) throw notFollowed(setting, line)
  if (name === 'all') return freshSettings
  if (settingsOfValues.has(name)) {
    const { [name]: _, ...others } = settings.values
    return { ...settings, values: to === 'default' ? others : { ...others, [name]: to.value } }
  }
  const value = to === 'default' ? (defaults[name] ?? '') : to.value
  const change = readers.get(name)?.(value)
  if (change === undefined) throw notFollowed(name, line)
  return { ...settings, ...change }
}

function readConforming(value: string): Partial<SessionSettings> | undefined {
  if (/^(?:on|true|yes|1)$/i.test(value)) return { backslashEscapes: false }
  return /^(?:off|false|no|0)$/i.test(value) ? { backslashEscapes: true } : undefined
}

function schemasIn(path: string): string[] {
  return Array.from(path.matchAll(/"((?:[^"]|"")*)"|([^",\s]+)/g), ([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '').toLowerCase() : quoted.replaceAll('""', '"'),
  ).filter((schema) => schema !== '' && schema !== '$user' && !schema.startsWith('pg_'))
}

function notFollowed(setting: string, line: number): RestoreError {
  const what = setting === 'all' ? 'set_config' : setting
  return new RestoreError(
    'dump_statement',
    `line ${line}: this form of setting ${what} cannot be followed; use SET ${what} = '…'`,
  )
}
