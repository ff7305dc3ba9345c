/** A list of texts, or of such lists, as PostgreSQL writes an array. */
export type TextList = readonly (string | null | TextList)[]

/** `{"a","b"}`: what PostgreSQL reads as a text array. */
export function arrayLiteral(list: TextList): string {
  return `{${list.map(element).join(',')}}`
}

function element(item: string | null | TextList): string {
  if (item === null) return 'NULL'
  return typeof item === 'string'
    ? `"${item.replaceAll(/["\\]/g, String.raw`\$&`)}"`
    : arrayLiteral(item)
}

/** Whether a value read from somewhere is such a list. */
export function isTextList(value: unknown): value is TextList {
  return (
    Array.isArray(value) &&
    value.every((item) => item === null || typeof item === 'string' || isTextList(item))
  )
}
