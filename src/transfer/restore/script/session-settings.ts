import { RestoreError } from '../restore-error.ts'
import type { SettingChange } from './set-statement.ts'

/** What psql's session is set to at a place of the script, as far as rows and their reading depend on it. */
export type SessionSettings = {
  /** `client_encoding`, as the script names it. */
  readonly encoding: string
  /** Whether a backslash has a meaning in `'…'`: `standard_conforming_strings = off`. */
  readonly backslashEscapes: boolean
  /** `search_path` without the schemas of the system and of the user. */
  readonly path: readonly string[]
  /** Settings that decide what a value of a row means, if the script gives them another value. */
  readonly values: Readonly<Record<string, string>>
}

/** As after a connect. */
export const freshSettings: SessionSettings = {
  encoding: 'UTF8',
  backslashEscapes: false,
  path: ['public'],
  values: {},
}

/** PostgreSQL itself takes these over while it reads rows. */
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
 * The settings after a change; changes of other settings leave them as they are.
 *
 * @throws RestoreError `dump_statement` for a change that cannot be followed
 */
export function changedSettings(
  settings: SessionSettings,
  { name, to }: SettingChange,
  line: number,
): SessionSettings {
  const setting = name.replace(/^local /, '')
  const isFollowed = setting === 'all' || readers.has(setting) || settingsOfValues.has(setting)
  if (!isFollowed) return settings
  // LOCAL holds for a transaction, which this reading does not know
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
