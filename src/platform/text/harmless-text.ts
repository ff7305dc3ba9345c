/**
 * What a terminal obeys, or what changes what a reader sees without being seen: control and format
 * characters (escape sequences, marks that turn the direction of writing), separators of lines, halves
 * of surrogate pairs, code points that are nobody's. What joins two emoji to one, as those of a family, is seen.
 */
const unseen = /[\p{C}\p{Zl}\p{Zp}](?<!\p{ExtPict}\uFE0F?\p{EMod}?\u200D(?=\p{ExtPict}))/gu

/** A text without line breaks in which such characters are written as JSON writes them: `\u001b`. */
export function harmlessText(text: string): string {
  return text.replaceAll(unseen, escaped)
}

/** The same of several lines: line feeds and tabs stay. */
export function harmlessLines(text: string): string {
  return text.replaceAll(/[^\n\t]+/g, harmlessText)
}

function escaped(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
}
