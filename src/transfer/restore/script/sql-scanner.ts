import { type OpenQuote, openQuote, type QuoteEnd, scanQuote } from './sql-quote.ts'
import { type InsertedRow, isToken, type ScriptPart, type SqlToken } from './sql-token.ts'
import { StatementNesting } from './statement-nesting.ts'

/** The most bytes of a statement that are kept, so that a long body of a function does not fill the memory. */
const longestKeptStatement = 1 << 20
/** The most bytes of a row of an INSERT that are kept; no submission can be larger. */
const longestKeptRow = 64 << 20

const blank = /(?:[ \t\n\r\f\v]|--[^\n\r]*)+/y
const word = /[A-Za-z_\u0080-\u00FF][\w$\u0080-\u00FF]*/y
const number = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y

/**
 * Cuts a script into statements and psql's own commands by the rules of psql's scanner: quotes,
 * dollar quotes, nested comments, parentheses, bodies between BEGIN and END.
 */
export class SqlScanner {
  /** Whether a backslash is an escape in `'…'`: `standard_conforming_strings = off`. */
  backslashEscapes = false

  #tokens: SqlToken[] = []
  #kept = 0
  #quote: OpenQuote | undefined
  #nesting = new StatementNesting()
  #startLine = 0
  /** The head of an INSERT, once its VALUES was read. */
  #insertHead: readonly SqlToken[] | undefined
  #closedParenthesis = false;

  /**
   * The parts that end on this line. A generator, because a statement may change how those after it are read.
   *
   * @param text the line without its end, as a character per byte
   * @param raw the unchanged line, where bytes of `text` were made harmless (`client-encoding.ts`)
   */
  *scanLine(text: string, line: number, raw = text): Generator<ScriptPart> {
    let at = 0
    while (at < text.length) {
      if (this.#quote !== undefined) {
        at = this.#continueQuote(this.#quote, { text, raw }, at)
        continue
      }
      const afterBlank = endOf(blank, text, at)
      if (afterBlank !== undefined) {
        at = afterBlank
        continue
      }
      if (text[at] === '\\') {
        const insideStatement = this.#tokens.length > 0
        yield { kind: 'command', text: text.slice(at + 1), line, insideStatement }
        return
      }
      if (text[at] === ';' && this.#nesting.isOutside) {
        at += 1
        if (this.#tokens.length > 0) yield this.#finished()
        continue
      }
      at = this.#nextToken(text, at, line)
      if (this.#endsRow()) yield this.#row(line)
    }
    // the end of the line belongs to the value of a quote that goes on
    if (this.#quote !== undefined) this.#quote.value += '\n'
  }

  /** The line on which an unfinished statement, quote or comment began; undefined when there is none. */
  unfinished(): number | undefined {
    return this.#tokens.length > 0 || this.#quote !== undefined ? this.#startLine : undefined
  }

  #finished(): ScriptPart {
    const part: ScriptPart = { kind: 'statement', tokens: this.#tokens, line: this.#startLine }
    this.#tokens = []
    this.#kept = 0
    this.#nesting = new StatementNesting()
    this.#insertHead = undefined
    return part
  }

  /** Whether the latest parenthesis closes a row of an INSERT. */
  #endsRow(): boolean {
    return this.#insertHead !== undefined && this.#closedParenthesis && this.#nesting.isOutside
  }

  /** Takes a row out of the statement. */
  #row(line: number): InsertedRow {
    const head = this.#insertHead ?? []
    const row = this.#tokens.splice(head.length)
    const whole = this.#kept <= longestKeptRow
    this.#kept = 0
    const begin = isToken(row[0], ',') ? 1 : 0
    return { kind: 'row', head, tokens: whole ? row.slice(begin) : undefined, line }
  }

  #nextToken(text: string, at: number, line: number): number {
    if (this.#tokens.length === 0) this.#startLine = line
    this.#closedParenthesis = false
    const opened = openQuote(text, at, this.backslashEscapes)
    if (opened !== undefined) {
      this.#quote = opened.quote
      return opened.end
    }
    const afterWord = endOf(word, text, at)
    if (afterWord !== undefined) {
      const value = lowerCase(text.slice(at, afterWord))
      this.#nesting.word(value)
      const end = this.#add({ kind: 'word', value }, afterWord)
      if (value === 'values') this.#expectRows()
      return end
    }
    const afterNumber = endOf(number, text, at)
    if (afterNumber !== undefined) {
      return this.#add({ kind: 'number', value: text.slice(at, afterNumber) }, afterNumber)
    }
    const value = text.charAt(at)
    this.#nesting.symbol(value)
    this.#closedParenthesis = value === ')'
    return this.#add({ kind: 'symbol', value }, at + 1)
  }

  #expectRows(): void {
    if (!isToken(this.#tokens[0], 'insert') || !this.#nesting.isOutside) return
    this.#insertHead ??= [...this.#tokens]
  }

  #continueQuote(quote: OpenQuote, line: { text: string; raw: string }, at: number): number {
    const { end, closed }: QuoteEnd = scanQuote(quote, line.text, line.raw, at)
    if (quote.value.length > this.#longestKept()) {
      this.#kept += quote.value.length
      quote.value = ''
    }
    if (!closed) return end
    this.#quote = undefined
    if (quote.kind === 'comment') return end
    return this.#add({ kind: quote.kind, value: quote.value }, end)
  }

  #add(token: SqlToken, end: number): number {
    this.#kept += token.value.length
    // the first token is kept in any case, since it says which statement it is
    if (this.#kept <= this.#longestKept() || this.#tokens.length === 0) this.#tokens.push(token)
    return end
  }

  #longestKept(): number {
    return this.#insertHead === undefined ? longestKeptStatement : longestKeptRow
  }
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : undefined
}

/** Lower case as PostgreSQL does it: letters of ASCII only. */
function lowerCase(text: string): string {
  return text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase())
}
