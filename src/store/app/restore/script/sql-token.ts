/** A piece of SQL; every character is one byte of the dump. */
export type SqlToken = {
  /**
   * `word` is a key word or a name without quotes, in small letters; `name` a name in double quotes,
   * `text` a string in single quotes, both without them; `string` a string in another notation
   * (`E'…'`, `$$…$$`), whose value nobody needs; `symbol` any other single character.
   */
  kind: 'word' | 'name' | 'text' | 'string' | 'number' | 'symbol'
  value: string
}

/** What psql would send to the server up to a semicolon, or run itself up to the end of a line. */
export type ScriptPart =
  | {
      kind: 'statement'
      /** Without comments; beyond 1 MiB of a statement, what follows is not kept. */
      tokens: readonly SqlToken[]
      /** Where it begins, from 1. */
      line: number
    }
  | {
      kind: 'command'
      /** What follows the backslash on its line. */
      text: string
      line: number
      /** Whether a statement is unfinished before it. */
      insideStatement: boolean
    }

/** The words and symbols of a statement in one line, as messages show it and rules look at it. */
export function tokensText(tokens: readonly SqlToken[]): string {
  return tokens.map(tokenText).join(' ')
}

function tokenText({ kind, value }: SqlToken): string {
  if (kind === 'name') return `"${value.replaceAll('"', '""')}"`
  if (kind === 'text') return `'${value.replaceAll("'", "''")}'`
  return kind === 'string' ? "'...'" : value
}

/** Whether a token is this key word or symbol. */
export function isToken(token: SqlToken | undefined, value: string): boolean {
  return (token?.kind === 'word' || token?.kind === 'symbol') && token.value === value
}
