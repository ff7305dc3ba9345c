import stringWidth from 'string-width'

/** What fits into a window of 80 columns when somebody quotes it in an answer. */
const columns = 76

/**
 * A sentence of ours as lines of at most 76 columns as a terminal shows them. A word that has no room,
 * such as a link, gets a line of its own.
 *
 * @param indent in front of every line
 */
export function wrapped(sentence: string, indent = ''): string[] {
  const lines: string[] = []
  let line = indent
  for (const word of sentence.split(' ')) {
    const longer = line === indent ? indent + word : `${line} ${word}`
    if (line === indent || stringWidth(longer) <= columns) {
      line = longer
    } else {
      lines.push(line)
      line = indent + word
    }
  }
  return [...lines, line]
}
