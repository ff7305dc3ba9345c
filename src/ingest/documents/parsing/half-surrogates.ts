import { isJsonObject } from '../../../platform/json/json-object.ts'

/**
 * A copy of a document in which half a surrogate pair, in a value or a name, is U+FFFD: PostgreSQL
 * stores neither half (decisions.md 2). Names that become equal are one name; the last wins.
 */
export function replaceHalfSurrogates(document: unknown): { document: unknown; replaced: number } {
  let replaced = 0
  const wellFormed = (text: string) => {
    if (text.isWellFormed()) return text
    replaced += countHalfSurrogates(text)
    return text.toWellFormed()
  }
  const copy = (value: unknown): unknown => {
    if (typeof value === 'string') return wellFormed(value)
    if (Array.isArray(value)) return value.map(copy)
    if (!isJsonObject(value)) return value
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [wellFormed(name), copy(member)]),
    )
  }
  return { document: copy(document), replaced }
}

function countHalfSurrogates(text: string): number {
  let halves = 0
  // by code points: a whole pair is one of them and lies above the surrogates
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0
    if (codePoint >= 0xd800 && codePoint <= 0xdfff) halves++
  }
  return halves
}
