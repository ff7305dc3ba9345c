import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'

/** The name of an output file that is a log excerpt (ingestion.md 2.10). */
export const excerptName = 'log_excerpt'

/** The file that an excerpt becomes, gzip of its UTF-8 text (ingestion.md 2.10). */
export const excerptFileName = 'logexcerpt.txt.gz'

const hashForm = /^[\da-f]{64}$/

/** What an excerpt is known by: the SHA-256 of its UTF-8 text in hex, so that equal ones are kept once. */
export function excerptHash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Where storage is asked to put an excerpt. */
export function excerptFolder(hash: string): string {
  return `logexcerpt/${hash}`
}

/** The address of an excerpt below that of its storage. */
export function excerptUrl(baseUrl: string, hash: string): string {
  return `${baseUrl}/${excerptFolder(hash)}/${excerptFileName}`
}

/** The hash of the excerpt that an address leads to, whatever it begins with; null when it leads to none. */
export function hashOfExcerptUrl(url: string): string | null {
  const [folder, hash = '', file] = url.split('/').slice(-3)
  return folder === 'logexcerpt' && file === excerptFileName && isExcerptHash(hash) ? hash : null
}

/** Whether a text has the form of a hash: nothing else may become part of a path. */
export function isExcerptHash(text: string): boolean {
  return hashForm.test(text)
}

/** The file: the same bytes for the same text. */
export function packExcerpt(text: string): Buffer {
  return gzipSync(text)
}
