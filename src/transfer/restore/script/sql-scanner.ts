import { type OpenQuote, openQuote, type QuoteEnd, scanQuote } from './sql-quote.ts'
import { type InsertedRow, isToken, type ScriptPart, type SqlToken } from './sql-token.ts'
import { StatementNesting } from './statement-nesting.ts'

/** No statement that is looked at is longer; keeps a function body of any size out of memory. */
const longestKeptStatement = 1 << 20
/** A row of an INSERT holds whatever a submission may have in it. */
const longestKeptRow = 64 << 20

const blank = /(?:[ \t\n\r\f\v]|--[^\n\r]*)+/y
const word = /[A-Za-z_\u0080-\u00FF][\w$\u0080-\u00FF]*/y
const number = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y

/**
 * Cuts a script into statements and psql's own commands by the rules of psql's scanner: quotes,
 * dollar quotes, nested comments, parentheses, bodies between BEGIN and END.
 */
export class SqlScanner {
  /** Whether a backslash has a meaning in `'…'`, that is `standard_conforming_strings = off`. */
  backslashEscapes = false

  #tokens: SqlToken[] = []
  #kept = 0
  #quote: OpenQuote | undefined
  #nesting = new StatementNesting()
  #startLine = 0
  /** Of an INSERT, from its VALUES on. */
  #insertHead: readonly SqlToken[] | undefined
  #closedParenthesis = false;

  /**
   * The parts that end on this line, one at a time, so that what a statement says about the reading
   * of the next ones holds for them.
   *
   * @param text the line without its end, a character per byte
   * @param raw the line as it is where bytes of `text` were made harmless
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
    // a quote that goes on has the end of the line in its value
    if (this.#quote !== undefined) this.#quote.value += '\n'
  }

  /** The line on which something began that has no end yet: a statement, a quote, a comment. */
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

  /** Whether the parenthesis that was read last closes a row of an INSERT. */
  #endsRow(): boolean {
    return this.#insertHead !== undefined && this.#closedParenthesis && this.#nesting.isOutside
  }

  /** Takes the row out of the statement, which then goes on as if it had none. */
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
    // the first token tells what it is, whatever its length
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

/** PostgreSQL folds the letters of ASCII alone. */
function lowerCase(text: string): string {
  return text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase())
}
