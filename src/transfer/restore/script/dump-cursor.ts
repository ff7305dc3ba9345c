import { RestoreError } from '../restore-error.ts'

const newline = 0x0a
const carriageReturn = 0x0d
/** Length of the line `\.` that ends the rows, in bytes, without its line feed and perhaps with CR. */
const longestEnd = 3
/** That of UTF-8, which psql skips, too. */
const byteOrderMark = /^\u00EF\u00BB\u00BF/
const nothing: Buffer = Buffer.alloc(0)
/** The longest line of SQL in bytes, with a row in it. A limit, so that a file that is no dump does not fill the memory. */
const longestStatementLine = 64 << 20

/** Reads a dump from its beginning to its end: a line of SQL or the rows of a COPY block at a time. */
export type DumpCursor = {
  /** Number of the line that was read last, from 1. */
  line: () => number
  /**
   * The next line without its line feed, as a character per byte; undefined at the end of the dump. A
   * byte order mark before the first line is left out.
   */
  nextLine: () => Promise<string | undefined>
  /**
   * The unchanged bytes up to the line `\.` (which may end in CR LF) that ends the rows of a COPY block, in pieces of
   * any size. They must be read to the end before the next line is asked for.
   *
   * @throws RestoreError `dump_truncated` when the dump ends first
   */
  copyRows: () => AsyncGenerator<Buffer>
}

/** @throws RestoreError `dump_not_plain` for a line of SQL beyond 64 MiB */
export function dumpCursor(chunks: AsyncIterable<Buffer>): DumpCursor {
  const source = chunks[Symbol.asyncIterator]()
  let rest: Buffer = nothing
  let line = 0

  async function nextChunk(): Promise<boolean> {
    const { done, value } = await source.next()
    if (done === true) return false
    rest = rest.length === 0 ? value : Buffer.concat([rest, value])
    return true
  }

  async function nextLine(): Promise<string | undefined> {
    let end = rest.indexOf(newline)
    while (end === -1) {
      if (rest.length > longestStatementLine) throw notSql(line + 1)
      const searched = rest.length
      if (!(await nextChunk())) break
      end = rest.indexOf(newline, searched)
    }
    if (end === -1 && rest.length === 0) return undefined
    const text = rest.toString('latin1', 0, end === -1 ? rest.length : end)
    rest = end === -1 ? nothing : rest.subarray(end + 1)
    line += 1
    return line === 1 ? text.replace(byteOrderMark, '') : text
  }

  async function* copyRows(): AsyncGenerator<Buffer> {
    let startsLine = true
    while (true) {
      const rows = splitRows(rest, startsLine)
      line += rows.lines
      rest = rows.rest
      startsLine = rows.startsLine
      if (rows.data.length > 0) yield rows.data
      if (rows.ended) return
      if (!(await nextChunk())) throw cutOff(line)
    }
  }

  return { line: () => line, nextLine, copyRows }
}

type Rows = {
  data: Buffer
  /** Bytes to be read again: what follows the end, or the beginning of a line that may be the end. */
  rest: Buffer
  ended: boolean
  lines: number
  /** Whether `rest` begins a line. */
  startsLine: boolean
}

/**
 * Separates rows from what follows their end. No value contains a line `\.`, because COPY doubles every backslash. So it is
 * enough to look at short lines.
 */
function splitRows(bytes: Buffer, startsLine: boolean): Rows {
  let start = 0
  let lines = 0
  let whole = startsLine
  for (
    let end = bytes.indexOf(newline);
    end !== -1;
    start = end + 1, end = bytes.indexOf(newline, start)
  ) {
    lines += 1
    if (whole && isEndOfRows(bytes, start, end)) {
      const data = bytes.subarray(0, start)
      return { data, rest: bytes.subarray(end + 1), ended: true, lines, startsLine: true }
    }
    whole = true
  }
  const mayBecomeEnd = whole && bytes.length - start <= longestEnd
  const cut = mayBecomeEnd ? start : bytes.length
  return {
    data: bytes.subarray(0, cut),
    rest: bytes.subarray(cut),
    ended: false,
    lines,
    startsLine: mayBecomeEnd,
  }
}

function isEndOfRows(bytes: Buffer, start: number, end: number): boolean {
  if (bytes[start] !== 0x5c || bytes[start + 1] !== 0x2e) return false
  return end - start === 2 || (end - start === 3 && bytes[start + 2] === carriageReturn)
}

function notSql(line: number): RestoreError {
  return new RestoreError('dump_not_plain', `line ${line} is too long for a statement of a dump`)
}

function cutOff(line: number): RestoreError {
  return new RestoreError('dump_truncated', `the dump ends after line ${line}, inside a COPY block`)
}
