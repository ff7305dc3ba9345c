const newline = 0x0a

/** A table of a document, and its rows as JSON objects, a line each. */
export type TableLines = { table: string; lines: AsyncIterable<Buffer> }

/**
 * One JSON object that holds a list of rows per table. Every row is on a line of its own, so that it
 * can be read without holding the whole.
 */
export async function* jsonDocument(tables: AsyncIterable<TableLines>): AsyncGenerator<Buffer> {
  let before = '{\n'
  for await (const { table, lines } of tables) {
    yield Buffer.from(`${before}"${table}": [\n`)
    yield* separated(lines)
    before = '],\n'
  }
  yield Buffer.from(before === '{\n' ? '{}\n' : ']\n}\n')
}

/** Puts a comma at the end of every line but the last. */
async function* separated(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let isAtEndOfLine = false
  for await (const piece of pieces) {
    const ends = piece.at(-1) === newline
    const text = piece.toString('latin1', 0, ends ? piece.length - 1 : piece.length)
    const before = isAtEndOfLine ? ',\n' : ''
    yield Buffer.from(before + text.replaceAll('\n', ',\n'), 'latin1')
    isAtEndOfLine = ends
  }
  if (isAtEndOfLine) yield Buffer.from('\n')
}
