/** What the text around a block of commands says of how it can be tried. */
export type Mark =
  | { kind: 'serves' }
  | { kind: 'after Ctrl-C' }
  | { kind: 'status'; status: number }
  | { kind: 'needs'; things: string[] }
  | { kind: 'with'; things: string[] }
  | { kind: 'not run'; reason: string }

/** Commands of a page, as a reader would paste them into a shell. */
export type Block = {
  /** Of its first command, counted from 1. */
  line: number
  commands: string
  marks: Mark[]
  /** What the page shows as the output; null where it shows nothing. */
  shows: string | null
}

const comment = /^<!-- book: (.+) -->$/
const commandsFence = /^```sh$/
const outputFence = /^```text$/
const fenceEnd = /^```$/

/**
 * Reads the fenced blocks of kind `sh` of a page. A comment above one holds its marks, separated by
 * semicolons; a block of kind `text` right below one is what it prints.
 *
 * @throws Error at a mark that is not known, or that stands above something else than commands
 */
export function readBlocks(page: string): Block[] {
  const lines = page.split('\n')
  const blocks: Block[] = []
  let marks: Mark[] = []
  for (let at = 0; at < lines.length; at += 1) {
    const line = (lines[at] ?? '').trim()
    const given = comment.exec(line)?.[1]
    if (given !== undefined) {
      marks = given.split(/; */).map(readMark)
      continue
    }
    if (commandsFence.test(line)) {
      const end = endOfFence(lines, at)
      const shown = outputBelow(lines, end)
      blocks.push({
        line: at + 2,
        commands: textBetween(lines, at, end),
        marks,
        shows: shown?.text ?? null,
      })
      at = shown?.end ?? end
      marks = []
    } else if (marks.length > 0 && line !== '') {
      throw new Error(`line ${at + 1}: marks without commands below them`)
    }
  }
  return blocks
}

function readMark(text: string): Mark {
  const [, word = '', rest = ''] =
    /^(serves|after Ctrl-C|status|needs|with|not run:)(?: (.+))?$/.exec(text) ?? []
  switch (word) {
    case 'serves':
    case 'after Ctrl-C':
      return { kind: word }
    case 'status':
      return { kind: word, status: Number(rest) }
    case 'needs':
    case 'with':
      return { kind: word, things: rest.split(/, */) }
    case 'not run:':
      return { kind: 'not run', reason: rest }
    default:
      throw new Error(`${text} is no mark`)
  }
}

function endOfFence(lines: readonly string[], start: number): number {
  const end = lines.findIndex((line, index) => index > start && fenceEnd.test(line.trim()))
  if (end === -1) throw new Error(`line ${start + 1}: a block without an end`)
  return end
}

function outputBelow(lines: readonly string[], end: number): { text: string; end: number } | null {
  const start = lines[end + 1] === '' ? end + 2 : end + 1
  if (!outputFence.test((lines[start] ?? '').trim())) return null
  const last = endOfFence(lines, start)
  return { text: textBetween(lines, start, last), end: last }
}

/** The lines of a fenced block, without what a list indents it by. */
function textBetween(lines: readonly string[], start: number, end: number): string {
  const indent = (lines[start] ?? '').search(/\S/)
  return lines
    .slice(start + 1, end)
    .map((line) => line.slice(indent))
    .join('\n')
}
