/** Whether a text passes as an e-mail address: it contains `@` (submission-format.md 2.7). */
export function isEmail(text: string): boolean {
  return text.includes('@')
}
