import { stripVTControlCharacters } from 'node:util'
import { harmlessText } from '../../platform/text/harmless-text.ts'
import { piecesOfLine } from './pieces-of-line.ts'

/** Excerpts have no more (storage.md 2); longer ones are cut in front, because a log fails at its end. */
const mostCharacters = 16_384

/**
 * What a submitter wrote, line by line: as it is, but that no line commands a robot of the lists, which
 * read `#` in column one (decisions.md 2); such a line is quoted as mails quote. What a terminal obeys is
 * taken out or spelt out, a line too long for a mail goes on in the next one, and of what is too long for
 * anyone to read the end is kept.
 */
export function dataBlock(text: string): string[] {
  const kept = text.slice(-mostCharacters).toWellFormed()
  const lines = stripVTControlCharacters(kept)
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => line.split('\t').map(harmlessText).join('\t').trimEnd())
    .flatMap(piecesOfLine)
    .map(guarded)
  const shown = withoutEmptyEnds(lines)
  return text.length > mostCharacters ? ['[...]', ...shown] : shown
}

/** Also after blanks: some robots take them away before they look. */
function guarded(line: string): string {
  return /^\s*#/.test(line) ? `> ${line}` : line
}

function withoutEmptyEnds(lines: readonly string[]): string[] {
  const first = lines.findIndex((line) => line !== '')
  const last = lines.findLastIndex((line) => line !== '')
  return first < 0 ? [] : lines.slice(first, last + 1)
}
