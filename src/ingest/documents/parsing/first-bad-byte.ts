import { isUtf8 } from 'node:buffer'

const pieceBytes = 64 * 1024
const characterBytesMax = 4

/**
 * Where the first sequence begins that is no character of UTF-8.
 *
 * @param bytes not UTF-8
 */
export function firstBadByte(bytes: Uint8Array): number {
  let start = 0
  // each piece begins with a character, so it can be judged without those before it
  for (let end = pieceBytes; end < bytes.length; end += pieceBytes) {
    const whole = endOfWholeCharacters(bytes, start, end)
    if (whole === undefined) return badByteIn(bytes, start, end)
    start = whole
  }
  return badByteIn(bytes, start, bytes.length)
}

/** The last place at or before `end` up to which all is UTF-8; undefined when a character is bad. */
function endOfWholeCharacters(bytes: Uint8Array, start: number, end: number): number | undefined {
  for (let whole = end; whole > end - characterBytesMax; whole--) {
    if (isUtf8(bytes.subarray(start, whole))) return whole
  }
  return undefined
}

/** By halves down to a few bytes, where a half would be shorter than a character. */
function badByteIn(bytes: Uint8Array, start: number, end: number): number {
  let [good, bad] = [start, end]
  while (bad - good > 2 * characterBytesMax) {
    const middle = Math.floor((good + bad) / 2)
    const whole = endOfWholeCharacters(bytes, good, middle)
    if (whole === undefined) bad = middle
    else good = whole
  }
  while (bad > good && !isUtf8(bytes.subarray(good, bad))) bad--
  return bad
}
