/**
 * Whether an answer says something: a number that is not 0, or a text that the request did not say
 * itself. Empty lists, zeros and what is echoed are no content, nor is an error.
 *
 * @param body parsed JSON
 * @param asked the request as text, unescaped
 */
export function hasContent(body: unknown, asked: string): boolean {
  if (typeof body === 'number') return body !== 0
  if (typeof body === 'string') return body !== '' && !asked.includes(body)
  if (typeof body !== 'object' || body === null) return false
  if ('error' in body) return false
  return Object.values(body).some((member) => hasContent(member, asked))
}
