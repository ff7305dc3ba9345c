const breaking = /[\p{Cc}\p{Zl}\p{Zp}]/u

/** Whether a text holds no control character, and nothing that ends a line: what a name has to be that stands in lists. */
export function isOneLine(text: string): boolean {
  return !breaking.test(text)
}
