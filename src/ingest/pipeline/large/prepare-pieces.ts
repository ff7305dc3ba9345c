import { fstatSync, readSync } from 'node:fs'
import { detectVersion } from '../../documents/detect-version.ts'
import { prepareDocument, type PrepareOptions } from '../../documents/prepare-document.ts'
import { refuse, type Refusal } from '../../documents/refusal.ts'
import { formatSchemas } from '../../documents/schema/format-versions.ts'
import { sameContent, spoolFile, type SpoolFile } from '../../spool/spool-file.ts'
import { encodeDocument } from '../encode-document.ts'
import type { PreparedDocument } from '../prepared-document.ts'
import { joinDocuments } from './join-documents.ts'
import { type Extent, type Outline, OutlineReader, type Piece } from './outline.ts'
import { RefusalOfPieces } from './refusal-of-pieces.ts'

/** From this size on, in bytes, a document is prepared in pieces: below it, it is no burden as a whole. */
export const largeBytes = 8 * 1024 * 1024

const defaultPieceBytes = 1024 * 1024

/** What is read of the file at a time. */
const chunkBytes = 1024 * 1024

const byteOrderMark = Buffer.from('\ufeff')

/** More than the version of any document needs. */
const versionBytesMax = 1000

/** What the pieces of a document say of the whole. */
export type PreparedInPieces = { document: PreparedDocument } | { refusal: Refusal }

/**
 * Prepares a large document in pieces, each a document of its own with some of the items, so that no more
 * than a piece is ever parsed at a time. Exact, because an item is checked, upgraded and made a row by itself
 * in every version (submission-format.md 3.2).
 *
 * For a document of 196 MB with 319,334 rows the process peaks at 384 MB that way, 167 of it the rows, and
 * at 1,542 as a whole; 5.0 s of processor time against 6.5.
 *
 * @param file what was opened, as it was then
 * @returns undefined when the document is of another form: then only a look at the whole tells what it is
 */
export function prepareInPieces(
  descriptor: number,
  file: SpoolFile,
  options: PrepareOptions,
  pieceBytes = defaultPieceBytes,
): PreparedInPieces | undefined {
  const reader = readOutline(descriptor, pieceBytes)
  const { outline } = reader
  if (outline === undefined && !reader.isBrokenOff) return undefined
  const prepared = outline ? preparePieces(descriptor, outline, options) : brokenOff
  // somebody who writes to it now may have mixed two states
  const isSame = sameContent(spoolFile(file.name, fstatSync(descriptor)), file)
  return isSame ? prepared : undefined
}

const brokenOff: PreparedInPieces = {
  refusal: refuse(
    'not_json',
    'The document is not one JSON document: it breaks off before its end',
  ),
}

function preparePieces(
  descriptor: number,
  outline: Outline,
  options: PrepareOptions,
): PreparedInPieces | undefined {
  const version = versionOf(descriptor, outline)
  if (version === undefined || outline.pieces.length === 0) return undefined
  const refusals = new RefusalOfPieces()
  const documents: PreparedDocument[] = []
  for (const piece of testsLast(outline.pieces)) {
    const head = `{"version":${version},"${piece.list}":[`
    const prepared = prepareDocument(documentOf(descriptor, piece, head), options)
    if (!prepared.accepted) {
      refusals.add(piece, prepared.refusal, piece.from - Buffer.byteLength(head))
      documents.length = 0
      continue
    }
    const document = encodeDocument(prepared)
    refusals.noteOrigins(document.origins)
    if (refusals.refusal === undefined) documents.push(document)
  }
  const { refusal } = refusals
  return refusal ? { refusal } : { document: joinDocuments(withOneWaivedIssue(documents)) }
}

/** The upgrade to version 5 puts what becomes of waived tests behind all other issues and incidents. */
function testsLast(pieces: readonly Piece[]): Piece[] {
  const isOfTests = ({ list }: Piece) => list === 'tests'
  return [...pieces.filter((piece) => !isOfTests(piece)), ...pieces.filter(isOfTests)]
}

/** That upgrade gives every piece with waived tests their issue. */
function withOneWaivedIssue(documents: readonly PreparedDocument[]): PreparedDocument[] {
  const isWaived = ({ tables }: PreparedDocument) => tables.tests.rows > 0 && tables.issues.rows > 0
  const first = documents.find(isWaived)
  return documents.map((document) =>
    document !== first && isWaived(document) ? withoutIssues(document) : document,
  )
}

function withoutIssues(document: PreparedDocument): PreparedDocument {
  const { issues } = document.tables
  const bytes = issues.text.reduce((sum, { byteLength }) => sum + byteLength, 0)
  return {
    ...document,
    tables: { ...document.tables, issues: { rows: 0, text: [] } },
    rows: document.rows - issues.rows,
    bytes: document.bytes - bytes,
    items: document.items.filter(({ table }) => table !== 'issues'),
  }
}

function readOutline(descriptor: number, pieceBytes: number): OutlineReader {
  const reader = new OutlineReader(pieceBytes)
  const chunk = Buffer.allocUnsafe(chunkBytes)
  for (let at = 0, bytes = 1; bytes > 0; at += bytes) {
    bytes = readSync(descriptor, chunk, 0, chunkBytes, at)
    const skipped = at === 0 && hasMark(chunk) ? byteOrderMark.length : 0
    reader.read(chunk.subarray(skipped, bytes), at + skipped)
  }
  return reader
}

function hasMark(chunk: Buffer): boolean {
  return chunk.subarray(0, byteOrderMark.length).equals(byteOrderMark)
}

/** The text of the version, when it is a known one that has all lists of the document. */
function versionOf(descriptor: number, { version, lists }: Outline): string | undefined {
  if (version.to - version.from > versionBytesMax) return undefined
  const text = readExtent(descriptor, version).toString()
  try {
    const known = detectVersion({ version: JSON.parse(text) })
    if (known === undefined) return undefined
    const { tables } = formatSchemas[known]
    return lists.every((list) => Object.hasOwn(tables, list)) ? text : undefined
  } catch {
    return undefined
  }
}

function documentOf(descriptor: number, piece: Piece, head: string): Buffer {
  return Buffer.concat([Buffer.from(head), readExtent(descriptor, piece), Buffer.from(']}')])
}

function readExtent(descriptor: number, { from, to }: Extent): Buffer {
  const bytes = Buffer.allocUnsafeSlow(to - from)
  const read = readSync(descriptor, bytes, 0, bytes.length, from)
  return bytes.subarray(0, read)
}
