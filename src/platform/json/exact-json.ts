/** A number that keeps its digits: `JSON.stringify` writes `rawJSON` as it is. */
export type RawNumber = { readonly rawJSON: string }

type ReviverContext = { readonly source?: string }

/** What Node 24 offers and TypeScript's `es2024` library does not describe yet. */
const exactJson = JSON as unknown as {
  rawJSON(text: string): RawNumber
  isRawJSON(value: unknown): boolean
  parse(
    text: string,
    reviver: (name: string, value: unknown, context: ReviverContext) => unknown,
  ): unknown
}

/**
 * A number token of 16 digits or more, or with an exponent, that is a member or an element: fewer digits always
 * survive a double. A match inside a string is possible and costs time only; ids such as `maestro:26824e3c` are
 * common, hence the quote before the colon (without it every fourth example document was parsed slowly). It is
 * looked for last, where a number was found: 500 real files (89 MB) are searched in 24 ms, with the quote first
 * in 85.
 */
const suspiciousInside = /[:[,]\s*-?(?:\d[\d.]{15}|[\d.]+[eE])(?<=(?:"\s*:|[[,])\s*-?[\d.]+[eE]?)/

/** The same where the number is the whole text. */
const suspiciousAlone = /^\s*-?(?:\d[\d.]{15}|[\d.]+[eE])/

/** A number of a JSON text that is too large for a double, such as 1e400 (decisions.md 2). */
export class NumberOverflowError extends Error {
  override readonly name = 'NumberOverflowError'
  readonly code = 'number_overflow'

  constructor(source: string) {
    super(`the number ${source.slice(0, 40)} is too large for a double`)
  }
}

/**
 * Like `JSON.parse`, but a number whose digits a double cannot hold comes back as a
 * {@link RawNumber}, so that `JSON.stringify` writes it digit for digit (decisions.md 2).
 *
 * The nesting of `text` must be bounded (a few thousand), as for `JSON.stringify`.
 *
 * @throws {SyntaxError} when `text` is not one JSON document
 * @throws {NumberOverflowError} when a number is too large for a double
 */
export function parseExactly(text: string): unknown {
  // 5 times slower with a reviver: only where a number asks for it
  return mayHoldInexactNumbers(text) ? exactJson.parse(text, keepDigits) : JSON.parse(text)
}

/**
 * Like {@link parseExactly}, but numbers that are too large for a double keep their digits too: ingest refuses them, and a
 * restored dump may bring them.
 *
 * @throws {SyntaxError} when `text` is not one JSON document
 */
export function parseEveryDigit(text: string): unknown {
  // whatever is too large for a double has many digits, or an exponent
  return mayHoldInexactNumbers(text) ? exactJson.parse(text, keepEveryDigit) : JSON.parse(text)
}

/** Whether {@link parseExactly} may give something else than `JSON.parse`; a quick search. */
export function mayHoldInexactNumbers(text: string): boolean {
  return suspiciousAlone.test(text) || suspiciousInside.test(text)
}

/** Whether a value is a number that {@link parseExactly} kept digit for digit. */
export function isRawNumber(value: unknown): value is RawNumber {
  // the engine's own test costs 20 times as much as looking for the member first
  return (
    typeof value === 'object' && value !== null && 'rawJSON' in value && exactJson.isRawJSON(value)
  )
}

function keepDigits(name: string, value: unknown, context: ReviverContext): unknown {
  const isOverflow = typeof value === 'number' && !Number.isFinite(value)
  if (isOverflow && context.source !== undefined) throw new NumberOverflowError(context.source)
  return keepEveryDigit(name, value, context)
}

function keepEveryDigit(_name: string, value: unknown, { source }: ReviverContext): unknown {
  return typeof value === 'number' && source !== undefined ? withDigits(value, source) : value
}

function withDigits(value: number, source: string): number | RawNumber {
  return isSameDecimal(source, String(value)) ? value : exactJson.rawJSON(source)
}

function isSameDecimal(left: string, right: string): boolean {
  return left === right || canonicalDecimal(left) === canonicalDecimal(right)
}

/** Sign, significant digits and power of ten; equal for equal values: `1.50e3` and `1500` give `15e2`. */
function canonicalDecimal(source: string): string {
  const [mantissa = '', exponent = '0'] = source.toLowerCase().split('e')
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.')
  const leadingZerosCut = (whole + fraction).replace(/^0+/, '')
  const digits = withoutTrailingZeros(leadingZerosCut)
  if (digits === '') return '0'
  const power = Number(exponent) - fraction.length + leadingZerosCut.length - digits.length
  return `${mantissa.startsWith('-') ? '-' : ''}${digits}e${power}`
}

/** By a loop: `/0+$/` takes quadratic time on a long row of zeros that ends in another digit. */
function withoutTrailingZeros(digits: string): string {
  let end = digits.length
  while (digits[end - 1] === '0') end--
  return digits.slice(0, end)
}
