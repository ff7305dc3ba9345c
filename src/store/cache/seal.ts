import { hash } from 'node:crypto'

/** What a row may hold. */
type Part = string | number | Buffer | null

/**
 * What a row of the cache says of itself, so that one is known for none that somebody has written over: SQLite
 * looks at the places of rows and at nothing in them. Takes 0.05 ms for 64 kB.
 */
export function sealOf(parts: readonly Part[]): string {
  const bytes = parts.flatMap((part) => {
    const content = Buffer.isBuffer(part) ? part : Buffer.from(String(part))
    return [Buffer.from(`${part === null ? 'null' : content.length}:`), content]
  })
  return hash('sha256', Buffer.concat(bytes), 'base64url').slice(0, 22)
}
