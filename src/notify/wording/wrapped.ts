import stringWidth from 'string-width'
import { piecesOfLine } from './pieces-of-line.ts'

/** What fits into a window of 80 columns when somebody quotes it in an answer. */
const columns = 76

/**
 * A sentence of ours as lines of at most 76 columns as a terminal shows them. A word that has no room,
 * such as a link, gets a line of its own;
 * one that no mail can carry on a line goes on in the next.
 *
 * @param indent in front of every line
 * @param first in front of the first line instead, such as a label
 */
export function wrapped(sentence: string, indent = '', first = indent): string[] {
  const lines: string[] = []
  let line: string | null = null
  for (const word of sentence.split(' ').flatMap(piecesOfLine)) {
    if (line === null) {
      line = first + word
    } else if (stringWidth(`${line} ${word}`) <= columns) {
      line += ` ${word}`
    } else {
      lines.push(line)
      line = indent + word
    }
  }
  return [...lines, line ?? first]
}
