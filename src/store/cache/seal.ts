import { hash } from 'node:crypto'

/** A value of a row. */
type Part = string | number | Buffer | null

/**
 * A checksum of the values of a row, stored with the row. A row that was overwritten in the file is recognised by it:
 * SQLite's own check looks at the structure of pages and not at values. Takes 0.05 ms for 64 kB.
 */
export function sealOf(parts: readonly Part[]): string {
  const bytes = parts.flatMap((part) => {
    const content = Buffer.isBuffer(part) ? part : Buffer.from(String(part))
    return [Buffer.from(`${part === null ? 'null' : content.length}:`), content]
  })
  return hash('sha256', Buffer.concat(bytes), 'base64url').slice(0, 22)
}
