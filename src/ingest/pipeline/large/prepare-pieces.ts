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

/** Documents of this size or more, in bytes, are prepared in pieces. Smaller ones do not need much memory. */
export const largeBytes = 8 * 1024 * 1024

const defaultPieceBytes = 1024 * 1024

/** How many bytes of the file are read at a time. */
const chunkBytes = 1024 * 1024

const byteOrderMark = Buffer.from('\ufeff')

/** The longest text of a version, in bytes; no real one is longer. */
const versionBytesMax = 1000

/** The document that the pieces make up, or why it is refused. */
export type PreparedInPieces = { document: PreparedDocument } | { refusal: Refusal }

/**
 * Prepares a large document in pieces. Each piece is a document of its own with some of the items, so that only one piece
 * is parsed at a time. The result is the same, because in every version each item is checked, upgraded and turned into
 * a row by itself (submission-format.md 3.2).
 *
 * For a document of 196 MB with 319,334 rows the process peaks at 384 MB that way, 167 MB of it the rows, and
 * at 1,542 MB as a whole; it takes 5.0 s of processor time against 6.5.
 *
 * @param file the file as it was when it was opened
 * @returns undefined when the document cannot be cut into pieces and has to be prepared as a whole
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
  // if somebody is writing to it, the pieces may come from two states
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

/** Pieces with tests come last: the upgrade to version 5 puts issues and incidents of waived tests behind all others. */
function testsLast(pieces: readonly Piece[]): Piece[] {
  const isOfTests = ({ list }: Piece) => list === 'tests'
  return [...pieces.filter((piece) => !isOfTests(piece)), ...pieces.filter(isOfTests)]
}

/** Removes the issue of waived tests from all pieces but the first: the upgrade adds it to every piece with such tests. */
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

/** The text of the version; undefined when the version is unknown, or does not have all lists of the document. */
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
