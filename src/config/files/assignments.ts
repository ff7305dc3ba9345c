import { parseEnv } from 'node:util'

/** One assignment of a file of settings. */
export type Assignment = { name: string; value: string; line: number }

/** A line that is neither an assignment nor a comment. */
export class BrokenLine extends Error {
  readonly line: number

  constructor(line: number, problem: string) {
    super(problem)
    this.line = line
  }
}

const head = /^(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*/
const quoted = /^(?<quote>["'`])(?:(?!\k<quote>)[^])*\k<quote>[ \t]*(?:#.*)?$/
const expected = 'expected NAME=value'

/**
 * Reads a file of settings (docs/operations/settings.md#files-of-settings). Node's own reader makes the values, but one
 * assignment at a time: of a whole file it passes over or cuts off in silence what it cannot read, and takes the
 * line behind an empty value with blanks for that value.
 *
 * @throws BrokenLine
 */
export function readAssignments(text: string): Assignment[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const assignments: Assignment[] = []
  for (let at = 0; at < lines.length; at++) {
    const line = at + 1
    const first = (lines[at] ?? '').trimStart()
    if (first === '' || first.startsWith('#')) continue
    const begin = head.exec(first)
    if (begin === null) throw new BrokenLine(line, expected)
    const [{ length }, name = ''] = begin
    const { rest, last } = wholeValue(first.slice(length), lines, at)
    at = last
    assignments.push({ name, value: valueOf(name, rest, line), line })
  }
  return assignments
}

/**
 * What stands behind the `=` of line `at`, with the lines that its quote takes in. Nothing of it may get
 * lost in silence.
 */
function wholeValue(begun: string, lines: readonly string[], at: number) {
  const line = at + 1
  const quote = /^["'`]/.exec(begun)?.[0]
  if (quote === undefined) {
    if (/\S#/.test(begun)) throw new BrokenLine(line, 'put a value that holds a # in quotes')
    return { rest: begun, last: at }
  }
  let [rest, last] = [begun, at]
  while (!rest.includes(quote, 1)) {
    last++
    if (last >= lines.length) throw new BrokenLine(line, `the quote ${quote} is not closed`)
    rest += `\n${lines[last]}`
  }
  if (quoted.test(rest)) return { rest, last }
  throw new BrokenLine(line, `nothing but a comment may follow the closing quote ${quote}`)
}

function valueOf(name: string, rest: string, line: number): string {
  const value = parseEnv(`${name}=${rest}`)[name]
  if (value === undefined) throw new BrokenLine(line, expected)
  return value
}
