/**
 * Whether an output has the shape of what a page shows of it. Any number stands for any number, `…` for
 * any text, alone on a line for any lines; how much is blank does not matter.
 */
export function hasShape(output: string, shown: string): boolean {
  const lines = shown
    .split('\n')
    .map((line) => (line.trim() === '…' ? String.raw`(?:.*\n)*` : `${linePattern(line)}\n`))
  return new RegExp(`^${lines.join('')}$`, 'u').test(`${normal(output)}\n`)
}

function linePattern(line: string): string {
  return normal(line)
    .replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`)
    .replaceAll('…', '.*')
    .replaceAll(/\d[\d,.]*/gu, String.raw`\d[\d,.]*`)
}

/** Without blanks at either end of a line, and one for each run of them. */
function normal(text: string): string {
  return text
    .trim()
    .replaceAll(/ *\n */gu, '\n')
    .replaceAll(/ +/gu, ' ')
}
