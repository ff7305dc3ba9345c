const pieceLength = 64 * 1024

/**
 * Replaces in a long text piece by piece. The engine remembers 36 bytes per match: 64 million
 * backslashes replaced at once took 2.3 GB.
 *
 * @param replace must treat every character by itself
 */
export function replaceInPieces(text: string, replace: (piece: string) => string): string {
  if (text.length <= pieceLength) return replace(text)
  let replaced = ''
  for (let at = 0; at < text.length; at += pieceLength) {
    replaced += replace(text.slice(at, at + pieceLength))
  }
  return replaced
}
