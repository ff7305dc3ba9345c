const quote = 0x22
const newline = 0x0a
const crlf = Buffer.from('\r\n')

/**
 * CSV as Python's module writes it: every row ends in CR LF. PostgreSQL ends it in LF, whatever it is
 * asked; line feeds inside quotes are part of a value and stay.
 *
 * @param pieces CSV that ends lines in LF; may be cut anywhere
 */
export async function* withCrlf(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let isQuoted = false
  for await (const piece of pieces) {
    const parts: Buffer[] = []
    let start = 0
    for (let at = 0; at < piece.length; at += 1) {
      // a quote inside quotes is written twice, which comes to the same
      if (piece[at] === quote) isQuoted = !isQuoted
      if (piece[at] !== newline || isQuoted) continue
      parts.push(piece.subarray(start, at), crlf)
      start = at + 1
    }
    parts.push(piece.subarray(start))
    yield Buffer.concat(parts)
  }
}
