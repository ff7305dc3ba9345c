import { isToken, type SqlToken, tokensText } from './sql-token.ts'

/** How a statement changes a setting. */
export type SettingChange = {
  /** In lower case; `all` for every setting. */
  name: string
  /** `default` is the value at the start of the session; `unclear` stands for forms that no dump has. */
  to: 'default' | 'unclear' | { value: string }
}

/** Forms of SET that have neither `=` nor `TO`, and the settings that they change. */
const shortForms = [
  { words: ['time', 'zone'], name: 'timezone' },
  { words: ['names'], name: 'client_encoding' },
  { words: ['schema'], name: 'search_path' },
]

/** The change that `SET`, `RESET`, `DISCARD` or `SELECT set_config(…)` makes; undefined for other statements. */
export function parseSettingChange(tokens: readonly SqlToken[]): SettingChange | undefined {
  const [first, second] = tokens
  if (isToken(first, 'set')) return parseSet(tokens.slice(isToken(second, 'session') ? 2 : 1))
  if (isToken(first, 'discard') && isToken(second, 'all')) return { name: 'all', to: 'default' }
  if (isToken(first, 'reset')) return { name: settingName(tokens.slice(1)), to: 'default' }
  const setter = tokens.findIndex((token) => isToken(token, 'set_config'))
  return setter === -1 ? undefined : parseSetConfig(tokens, setter)
}

function parseSet(tokens: readonly SqlToken[]): SettingChange | undefined {
  for (const { words, name } of shortForms) {
    if (words.every((expected, at) => isToken(tokens[at], expected))) {
      return { name, to: listedValue(name, tokens.slice(words.length)) }
    }
  }
  const assigned = tokens.findIndex((token) => isToken(token, '=') || isToken(token, 'to'))
  if (assigned === -1) return undefined
  const name = settingName(tokens.slice(0, assigned))
  return { name, to: listedValue(name, tokens.slice(assigned + 1)) }
}

function settingName(tokens: readonly SqlToken[]): string {
  return tokens.map(({ value }) => value.toLowerCase()).join(' ')
}

function listedValue(name: string, tokens: readonly SqlToken[]): SettingChange['to'] {
  const values = tokens.filter((_, at) => at % 2 === 0)
  const isList =
    tokens.length % 2 === 1 &&
    tokens.every((token, at) => at % 2 === 0 || isToken(token, ',')) &&
    values.every(({ kind }) => !['symbol', 'string', 'escaped'].includes(kind))
  if (!isList) return 'unclear'
  if (values.length === 1 && isToken(values[0], 'default')) return 'default'
  return { value: values.map((token) => writtenValue(name, token)).join(', ') }
}

/** In a path, which is a list of names, text in quotes of either kind is one name. */
function writtenValue(name: string, { kind, value }: SqlToken): string {
  const isQuotedName = name === 'search_path' && kind !== 'word'
  return isQuotedName ? `"${value.replaceAll('"', '""')}"` : value
}

const setConfig = /^select (?:pg_catalog \. )?set_config \( '[^']+' , '(?:[^']|'')*' , false \)$/

function parseSetConfig(tokens: readonly SqlToken[], setter: number): SettingChange {
  const name = (tokens[setter + 2]?.value ?? '').toLowerCase()
  if (!setConfig.test(tokensText(tokens))) return { name: 'all', to: 'unclear' }
  return { name, to: { value: tokens[setter + 4]?.value ?? '' } }
}
