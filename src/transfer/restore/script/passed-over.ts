import { isToken, type SqlToken } from './sql-token.ts'

/** First words of statements that change no rows, or that `row-guard.ts` checks. */
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

/** The functions that pg_dump calls: for positions of sequences, settings, large objects, statistics. */
const functions =
  /^(?:set_config|setval|lo_create|lo_open|lowrite|lo_close|lo_unlink|pg_restore_\w+_stats)$/

/**
 * Whether a statement may be skipped: those that pg_dump writes besides rows. Any other statement could change rows
 * (INSERT, DO, CALL, a SELECT of an unknown function, ROLLBACK), and skipping it would give other rows than psql.
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

/** Whether a token before a parenthesis may be the name of a function. */
function mayBeCalled({ kind, value }: SqlToken): boolean {
  if (kind === 'word') return functions.test(value) || ['select', 'exists'].includes(value)
  return kind === 'symbol'
}
