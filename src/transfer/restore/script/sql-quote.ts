/** A quote or comment whose end was not read yet. It may be many lines away. */
export type OpenQuote = {
  kind: 'text' | 'name' | 'escaped' | 'string' | 'comment'
  value: string
  /** Matches what may end it. */
  stops: RegExp
  /** Comments nest. */
  depth: number
}

/** Up to where a quote was read on a line, and whether it ended there. */
export type QuoteEnd = { end: number; closed: boolean }

const singleQuote = /(?:[eEbBxXnN]|[uU]&)?'/y
const doubleQuote = /(?:[uU]&)?"/y
const dollarQuote = /\$(?:[A-Za-z_\u0080-\u00FF][A-Za-z0-9_\u0080-\u00FF]*)?\$/y

/**
 * The quote or block comment that begins at a place, if one does.
 *
 * @param backslashEscapes whether a backslash in `'…'` is an escape
 */
export function openQuote(
  text: string,
  at: number,
  backslashEscapes: boolean,
): { quote: OpenQuote; end: number } | undefined {
  const start = quoteStart(text, at)
  if (start === undefined) return undefined
  const end = at + start.length
  const open = (kind: OpenQuote['kind'], stops: RegExp) => ({
    quote: { kind, value: '', stops, depth: 1 },
    end,
  })
  if (start === '/*') return open('comment', /\/\*|\*\//g)
  if (start.startsWith('$')) return open('string', new RegExp(start.replaceAll('$', '[$]'), 'g'))
  if (start.endsWith('"')) return open(start === '"' ? 'name' : 'string', /"/g)
  const escapes = /^e/i.test(start) || (backslashEscapes && /^n?'/i.test(start))
  if (escapes) return open('escaped', /'|\\[^]?/g)
  return open(start === "'" ? 'text' : 'string', /'/g)
}

function quoteStart(text: string, at: number): string | undefined {
  if (text.startsWith('/*', at)) return '/*'
  for (const pattern of [singleQuote, doubleQuote, dollarQuote]) {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found !== null) return found[0]
  }
  return undefined
}

/**
 * Reads to the end of a quote, or to that of the line, and adds what it read to the quote's value.
 *
 * @param text the line in which to look for the end, with harmless bytes (`client-encoding.ts`)
 * @param raw the same line unchanged, which the value is taken from
 */
export function scanQuote(quote: OpenQuote, text: string, raw: string, at: number): QuoteEnd {
  let from = at
  while (true) {
    quote.stops.lastIndex = from
    const [stop] = quote.stops.exec(text) ?? []
    if (stop === undefined) {
      quote.value += raw.slice(from)
      return { end: text.length, closed: false }
    }
    const end = quote.stops.lastIndex
    quote.value += raw.slice(from, end - stop.length)
    from = end
    if (quote.kind === 'comment') {
      quote.depth += stop === '/*' ? 1 : -1
      if (quote.depth === 0) return { end, closed: true }
    } else if (stop.startsWith('\\')) {
      quote.value += stop
    } else if (isDoubled(stop, text, end)) {
      quote.value += stop
      from = end + 1
    } else {
      return { end, closed: true }
    }
  }
}

/** A quotation mark written twice stands for itself. */
function isDoubled(mark: string, text: string, end: number): boolean {
  return mark.length === 1 && text[end] === mark
}
