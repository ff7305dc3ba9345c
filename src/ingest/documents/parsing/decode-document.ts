import { constants, isAscii } from 'node:buffer'
import { firstBadByte } from './first-bad-byte.ts'
import { refuse, type Refusal } from '../refusal.ts'

/** The largest document that is read at all; the receiver has the same limit (ingestion.md 1.4). */
export const documentBytesMax = 512 * 1024 * 1024

const byteOrderMark = [0xef, 0xbb, 0xbf]

/**
 * The text of a submission: strict UTF-8 without the one byte order mark it may begin with
 * (decisions.md 2).
 */
export function decodeDocument(bytes: Uint8Array): { text: string } | { refusal: Refusal } {
  if (bytes.length > documentBytesMax) return { refusal: refusedAsTooLarge(bytes.length) }
  const content = hasByteOrderMark(bytes) ? bytes.subarray(byteOrderMark.length) : bytes
  if (looksLikeUtf16(content)) {
    return { refusal: refuse('not_utf8', 'The document is UTF-16, it must be UTF-8') }
  }
  // 512 MiB of ASCII is a few characters more than a JavaScript string can hold
  if (content.length > constants.MAX_STRING_LENGTH) {
    return { refusal: refusedAsTooLarge(content.length, constants.MAX_STRING_LENGTH) }
  }
  try {
    return { text: decodeUtf8(content) }
  } catch {
    return { refusal: refuse('not_utf8', notUtf8(bytes)) }
  }
}

/** The refusal of a document by its size, which is all that needs to be known of it. */
export function refusedAsTooLarge(bytes: number, bytesMax = documentBytesMax): Refusal {
  const wanted = `it must have at most ${bytesMax}`
  return refuse('document_too_large', `The document has ${bytes} bytes, ${wanted}`)
}

function notUtf8(bytes: Uint8Array): string {
  const at = firstBadByte(bytes)
  const found = `the byte 0x${bytes[at]?.toString(16)} at offset ${at}`
  return `The document is not UTF-8: ${found} begins no character`
}

function hasByteOrderMark(bytes: Uint8Array): boolean {
  return byteOrderMark.every((byte, index) => bytes[index] === byte)
}

/** By its byte order mark, or by the zero byte that half of every ASCII character is in UTF-16. */
function looksLikeUtf16([first, second]: Uint8Array): boolean {
  const mark = (first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe)
  return mark || first === 0 || second === 0
}

/** @throws {TypeError} when the bytes are not UTF-8 */
function decodeUtf8(bytes: Uint8Array): string {
  if (!isAscii(bytes))
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}
