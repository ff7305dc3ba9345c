import { hasTrailBytes, withoutTrailBytes } from './client-encoding.ts'
import { isToken, type SqlToken } from './sql-token.ts'

/** What stands for NULL in the text format of COPY. */
const copyNull = String.raw`\N`

/** A value of a row in COPY's text format, as a character per byte, or `byDefault` when it is left to the table. */
export type InsertedValue = string | typeof byDefault
/** The value `DEFAULT`. */
export const byDefault = Symbol('DEFAULT')

/**
 * The values of a row of an INSERT, of the kinds that pg_dump writes: strings, numbers, TRUE, FALSE,
 * NULL, DEFAULT.
 *
 * @param tokens of the row with its parentheses
 * @param encoding of the strings
 * @returns undefined when a value must be computed: a function, an operator, a type cast
 */
export function insertedValues(
  tokens: readonly SqlToken[],
  encoding: string,
): InsertedValue[] | undefined {
  const values: InsertedValue[] = []
  for (let at = 1; at < tokens.length; at += 1) {
    const isSigned = isToken(tokens[at], '-')
    if (isSigned) at += 1
    const value = isSigned ? negative(tokens[at]) : literal(tokens[at], encoding)
    if (value === undefined) return undefined
    values.push(value)
    at += 1
    const isLast = at === tokens.length - 1
    if (!isToken(tokens[at], isLast ? ')' : ',')) return undefined
  }
  return values
}

function negative(token: SqlToken | undefined): string | undefined {
  return token?.kind === 'number' ? `-${token.value}` : undefined
}

function literal(token: SqlToken | undefined, encoding: string): InsertedValue | undefined {
  if (token === undefined) return undefined
  const { kind, value } = token
  if (kind === 'text') return copyText(value, encoding)
  if (kind === 'number') return value
  if (kind === 'escaped') return unescaped(value, encoding)
  if (kind !== 'word') return undefined
  if (value === 'null') return copyNull
  if (value === 'default') return byDefault
  return value === 'true' || value === 'false' ? value : undefined
}

const copyEscapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

function copyText(value: string, encoding: string): string {
  const harmless = withoutTrailBytes(value, encoding)
  if (harmless === value) return value.replaceAll(/[\\\n\r\t]/g, escapeOf)
  // a byte that is part of a character stays as it is
  return Array.from(value, (byte, at) => copyEscapes[harmless.charAt(at)] ?? byte).join('')
}

function escapeOf(character: string): string {
  return copyEscapes[character] ?? character
}

const backslashEscape = /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|([^]))/g
const namedEscapes: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

/** The value of `E'…'`. Undefined for what pg_dump never writes: `\u`, and encodings whose characters may contain a backslash. */
function unescaped(value: string, encoding: string): string | undefined {
  if (hasTrailBytes(encoding)) return undefined
  let isClear = true
  const plain = value.replaceAll(
    backslashEscape,
    (_, octal?: string, hex?: string, character = '') => {
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff)
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16))
      if (character === 'u' || character === 'U') isClear = false
      return namedEscapes[character] ?? character
    },
  )
  return isClear ? copyText(plain, encoding) : undefined
}
