/** A piece of SQL; every character is one byte of the dump. */
export type SqlToken = {
  /**
   * `word`: a key word or a name without quotes, in lower case. `name`: a name in double quotes, without them. `text`: a
   * string in single quotes, without them. `escaped`: a string with escapes (`E'…'`), not unescaped. `string`: a string in
   * another notation (`$$…$$`), whose value is not kept. `symbol`: any other single character.
   */
  kind: 'word' | 'name' | 'text' | 'escaped' | 'string' | 'number' | 'symbol'
  value: string
}

/** A row of an INSERT, which may have many of them. */
export type InsertedRow = {
  kind: 'row'
  /** The statement from INSERT to VALUES; the same array for all of its rows. */
  head: readonly SqlToken[]
  /** From the opening to the closing parenthesis; undefined beyond 64 MiB. */
  tokens: readonly SqlToken[] | undefined
  /** The line on which it ends, from 1. */
  line: number
}

/** A statement, a row of an INSERT, or one of psql's own commands. */
export type ScriptPart =
  | InsertedRow
  | {
      kind: 'statement'
      /**
       * Without comments, and without the rows of an INSERT, which are parts of their own and come before it. Of a long
       * statement, the first MiB.
       */
      tokens: readonly SqlToken[]
      /** The line on which it begins, from 1. */
      line: number
    }
  | {
      kind: 'command'
      /** The text after the backslash. */
      text: string
      line: number
      /** Whether it stands inside a statement. */
      insideStatement: boolean
    }

/** The tokens of a statement as one line, with spaces between them, for messages and for patterns. */
export function tokensText(tokens: readonly SqlToken[]): string {
  return tokens.map(tokenText).join(' ')
}

function tokenText({ kind, value }: SqlToken): string {
  if (kind === 'name') return `"${value.replaceAll('"', '""')}"`
  if (kind === 'text') return `'${value.replaceAll("'", "''")}'`
  return kind === 'string' || kind === 'escaped' ? "'...'" : value
}

/** Whether a token is this key word or symbol. */
export function isToken(token: SqlToken | undefined, value: string): boolean {
  return (token?.kind === 'word' || token?.kind === 'symbol') && token.value === value
}

/** The name in a token, decoded from the bytes of the dump; undefined for other tokens. */
export function nameIn(token: SqlToken | undefined): string | undefined {
  if (token?.kind !== 'word' && token?.kind !== 'name') return undefined
  return Buffer.from(token.value, 'latin1').toString()
}
