/**
 * Orders texts by code point, as PostgreSQL does with `COLLATE "C"` (decisions.md 1). JavaScript's
 * own order is by UTF-16 unit and puts U+1F600 before U+FF00.
 */
export function compareByCodePoint(left: string, right: string): number {
  const shared = Math.min(left.length, right.length)
  for (let at = 0; at < shared; at++) {
    if (left.charCodeAt(at) !== right.charCodeAt(at)) {
      return (left.codePointAt(at) ?? 0) - (right.codePointAt(at) ?? 0)
    }
  }
  return left.length - right.length
}

/** The distinct texts, ascending by code point. */
export function sortedTexts(texts: Iterable<string>): string[] {
  return [...new Set(texts)].sort(compareByCodePoint)
}
