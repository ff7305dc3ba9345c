/** A line on the wire has 998 bytes (RFC 5321 4.5.3.1.6): room is left for what stands before and around it. */
const mostBytes = 900

/** A text that is too long for one line of a mail, in pieces that are not; cut between characters. */
export function piecesOfLine(line: string): string[] {
  if (Buffer.byteLength(line) <= mostBytes) return [line]
  const pieces = ['']
  let bytes = 0
  for (const character of line) {
    bytes += Buffer.byteLength(character)
    if (bytes > mostBytes) {
      pieces.push('')
      bytes = Buffer.byteLength(character)
    }
    pieces[pieces.length - 1] += character
  }
  return pieces
}
