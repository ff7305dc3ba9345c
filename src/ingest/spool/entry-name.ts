import { isUtf8 } from 'node:buffer'

/**
 * The name of a directory entry that was read as latin1, one character per byte, which shows a name
 * that is not UTF-8 as what it is. For 100,000 entries that takes 0.12 s, as long as reading them as
 * UTF-8; reading them as buffers takes 0.21 s.
 *
 * @returns undefined when the name is not UTF-8
 */
export function decodeName(latin1: string): string | undefined {
  if (!/[\u0080-\u00FF]/.test(latin1)) return latin1
  const bytes = Buffer.from(latin1, 'latin1')
  return isUtf8(bytes) ? bytes.toString() : undefined
}

/** Such a name for people, with `\xff` for bytes that are no ASCII. */
export function printableName(latin1: string): string {
  return latin1.replaceAll(
    /[\u0080-\u00FF]/g,
    (character) => `\\x${character.charCodeAt(0).toString(16)}`,
  )
}
