/**
 * Whether a client that sends `If-None-Match` has the answer already (RFC 9110 13.1.2): one of the tags is the
 * answer's, weak or not, or it takes any. `If-Modified-Since` is not looked at: of two answers within a second it
 * would take the second for the first.
 *
 * @param header one or more tags, or `*`
 * @param etag the answer's, weak
 */
export function isNotModified(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  // nearly always it is what the answer said
  if (header === etag) return true
  if (header.trim() === '*') return true
  const wanted = opaque(etag)
  for (const [tag] of header.matchAll(entityTag)) if (opaque(tag) === wanted) return true
  return false
}

/** A tag may hold commas; RFC 9110 8.8.3. */
const entityTag = /(?:W\/)?"[^"]*"/g

/** Tags are compared without regard to how strong they are. */
function opaque(tag: string): string {
  return tag.startsWith('W/') ? tag.slice(2) : tag
}
