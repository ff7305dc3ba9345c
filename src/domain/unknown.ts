/** What answers show, and filters match, where a value is missing (trees.md 4.1). */
export const unknownLabel = 'Unknown'

/**
 * The text, or `Unknown` for null and for the empty text, which counts as missing (decisions.md 1).
 */
export function orUnknown(text: string | null): string {
  return text === null || text === '' ? unknownLabel : text
}
