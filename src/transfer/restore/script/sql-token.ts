/** A piece of SQL; every character is one byte of the dump. */
export type SqlToken = {
  /**
   * `word` is a key word or a name without quotes, in small letters; `name` a name in double quotes,
   * `text` a string in single quotes, both without them; `escaped` one in which backslashes have a
   * meaning (`E'…'`), with them; `string` a string in another notation (`$$…$$`), whose value nobody
   * needs; `symbol` any other single character.
   */
  kind: 'word' | 'name' | 'text' | 'escaped' | 'string' | 'number' | 'symbol'
  value: string
}

/** One row of an INSERT, which may have any number of them. */
export type InsertedRow = {
  kind: 'row'
  /** The statement from INSERT to VALUES; the same array for all of its rows. */
  head: readonly SqlToken[]
  /** From the opening to the closing parenthesis; undefined beyond 64 MiB. */
  tokens: readonly SqlToken[] | undefined
  /** Where it ends, from 1. */
  line: number
}

/** What psql would send to the server up to a semicolon, or run itself up to the end of a line. */
export type ScriptPart =
  | InsertedRow
  | {
      kind: 'statement'
      /**
       * Without comments, and without the rows of an INSERT, which came before; beyond 1 MiB of a
       * statement, what follows is not kept.
       */
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
  return kind === 'string' || kind === 'escaped' ? "'...'" : value
}

/** Whether a token is this key word or symbol. */
export function isToken(token: SqlToken | undefined, value: string): boolean {
  return (token?.kind === 'word' || token?.kind === 'symbol') && token.value === value
}

/** A name as it is, from the bytes of the dump; undefined for another token. */
export function nameIn(token: SqlToken | undefined): string | undefined {
  if (token?.kind !== 'word' && token?.kind !== 'name') return undefined
  return Buffer.from(token.value, 'latin1').toString()
}
