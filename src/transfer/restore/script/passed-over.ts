import { isToken, type SqlToken } from './sql-token.ts'

/** First words of statements that leave the rows of all tables alone, or that the guard of rows looks at. */
const firstWords: ReadonlySet<string> = new Set([
  'alter',
  'analyze',
  'begin',
  'checkpoint',
  'cluster',
  'comment',
  'commit',
  'create',
  'discard',
  'drop',
  'end',
  'grant',
  'lock',
  'reassign',
  'refresh',
  'reindex',
  'reset',
  'revoke',
  'security',
  'select',
  'set',
  'show',
  'start',
  'truncate',
  'vacuum',
])

/** What pg_dump calls: sequence positions, settings, large objects, statistics. */
const functions =
  /^(?:set_config|setval|lo_create|lo_open|lowrite|lo_close|lo_unlink|pg_restore_\w+_stats)$/

/**
 * Whether a statement may be passed over: what pg_dump writes besides rows. Everything else might
 * change rows (INSERT, DO, CALL, a SELECT of an unknown function, ROLLBACK), and to pass it over
 * would give other rows than psql.
 */
export function mayBePassedOver(tokens: readonly SqlToken[]): boolean {
  const [first] = tokens
  if (first?.kind !== 'word' || !firstWords.has(first.value)) return false
  return first.value !== 'select' || onlyReads(tokens)
}

function onlyReads(tokens: readonly SqlToken[]): boolean {
  return (
    !tokens.some((token) => isToken(token, 'into')) &&
    tokens.every((token, at) => !isToken(tokens[at + 1], '(') || mayBeCalled(token))
  )
}

/** What stands before a parenthesis. */
function mayBeCalled({ kind, value }: SqlToken): boolean {
  if (kind === 'word') return functions.test(value) || ['select', 'exists'].includes(value)
  return kind === 'symbol'
}
