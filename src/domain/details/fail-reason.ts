/**
 * Why a boot or test failed: `misc.error_msg`, or `unknown error` when it is missing or empty in any
 * way (trees.md 4.5). A message that is no text is shown as JSON (trees.md O12: bad data never
 * fails a page).
 */
export function failReason(message: unknown): string {
  if (typeof message === 'string' && message !== '') return message
  if (!message || typeof message === 'string') return 'unknown error'
  const text = JSON.stringify(message)
  return text === '[]' || text === '{}' ? 'unknown error' : text
}
