import { fstatSync, readSync } from 'node:fs'
import { detectVersion } from '../../documents/detect-version.ts'
import { prepareDocument, type PrepareOptions } from '../../documents/prepare-document.ts'
import { sameContent, spoolFile, type SpoolFile } from '../../spool/spool-file.ts'
import { encodeDocument } from '../encode-document.ts'
import type { PreparedDocument } from '../prepared-document.ts'
import { joinDocuments } from './join-documents.ts'
import { type Extent, type Outline, OutlineReader, type Piece } from './outline.ts'

/** From this size on, in bytes, a document is prepared in pieces: below it, it is no burden as a whole. */
export const largeBytes = 8 * 1024 * 1024

const defaultPieceBytes = 1024 * 1024

/** What is read of the file at a time. */
const chunkBytes = 1024 * 1024

const byteOrderMark = Buffer.from('\ufeff')

/** More than the version of any document needs. */
const versionBytesMax = 1000

/**
 * Prepares a large document in pieces, each a document of its own with some of the items, so that no more
 * than a piece is ever parsed at a time. Exact, because an item is checked, upgraded and made a row by itself
 * in every version of 5: what older ones become can depend on other items (submission-format.md 3.2).
 *
 * For a document of 196 MB with 319,334 rows the process peaks at 384 MB that way, 167 of it the rows, and
 * at 1,542 as a whole; 5.0 s of processor time against 6.5.
 *
 * @param file what was opened, as it was then
 * @returns undefined when the document is of another form, or any piece is refused: then only a look at the
 *   whole tells what is wrong
 */
export function prepareInPieces(
  descriptor: number,
  file: SpoolFile,
  options: PrepareOptions,
  pieceBytes = defaultPieceBytes,
): PreparedDocument | undefined {
  const outline = outlineOf(descriptor, pieceBytes)
  if (outline === undefined || outline.pieces.length === 0) return undefined
  const version = versionOf(descriptor, outline)
  if (version === undefined) return undefined
  const documents: PreparedDocument[] = []
  for (const piece of outline.pieces) {
    const prepared = prepareDocument(documentOf(descriptor, piece, version), options)
    if (!prepared.accepted) return undefined
    documents.push(encodeDocument(prepared))
  }
  // somebody who writes to it now may have mixed two states
  return sameContent(spoolFile(file.name, fstatSync(descriptor)), file)
    ? joinDocuments(documents)
    : undefined
}

function outlineOf(descriptor: number, pieceBytes: number): Outline | undefined {
  const reader = new OutlineReader(pieceBytes)
  const chunk = Buffer.allocUnsafe(chunkBytes)
  for (let at = 0, bytes = 1; bytes > 0; at += bytes) {
    bytes = readSync(descriptor, chunk, 0, chunkBytes, at)
    const skipped = at === 0 && hasMark(chunk) ? byteOrderMark.length : 0
    reader.read(chunk.subarray(skipped, bytes), at + skipped)
  }
  return reader.outline
}

function hasMark(chunk: Buffer): boolean {
  return chunk.subarray(0, byteOrderMark.length).equals(byteOrderMark)
}

/** The text of the version, when it is one of 5. */
function versionOf(descriptor: number, { version }: Outline): string | undefined {
  if (version.to - version.from > versionBytesMax) return undefined
  const text = readExtent(descriptor, version).toString()
  try {
    return detectVersion({ version: JSON.parse(text) })?.startsWith('5.') ? text : undefined
  } catch {
    return undefined
  }
}

function documentOf(descriptor: number, piece: Piece, version: string): Buffer {
  return Buffer.concat([
    Buffer.from(`{"version":${version},"${piece.table}":[`),
    readExtent(descriptor, piece),
    Buffer.from(']}'),
  ])
}

function readExtent(descriptor: number, { from, to }: Extent): Buffer {
  const bytes = Buffer.allocUnsafeSlow(to - from)
  const read = readSync(descriptor, bytes, 0, bytes.length, from)
  return bytes.subarray(0, read)
}
