import { nestingMax } from '../../documents/parsing/nesting.ts'
import { formatSchemas } from '../../documents/schema/format-versions.ts'

/** Bytes of a file: those from `from` to before `to`. */
export type Extent = { readonly from: number; readonly to: number }

/** Items of a list that stand one after another, with the commas between them; `first` is the index of the first. */
export type Piece = Extent & { readonly list: string; readonly first: number }

/** Where in a document what is; `lists` are the names of all lists, empty ones as well. */
export type Outline = {
  readonly version: Extent
  readonly lists: readonly string[]
  readonly pieces: readonly Piece[]
}

/** The lists that any version knows. */
const knownLists: ReadonlySet<string> = new Set(
  Object.values(formatSchemas).flatMap(({ tables }) => Object.keys(tables)),
)

/** What may come next in the outermost two levels of a document. */
type Expected =
  | 'document'
  | 'name or end'
  | 'name'
  | 'colon'
  | 'value'
  | 'comma or end'
  | 'item or end'
  | 'item'
  | 'item comma or end'
  | 'nothing'

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a]
const [openArray, closeArray, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d]
const [tab, newline, carriageReturn, space] = [0x09, 0x0a, 0x0d, 0x20]

/** Longer than any name of a list. */
const nameLengthMax = 16

/**
 * Finds the items of a document without parsing it: bytes in, in any chunks, and at the end an outline. The
 * outermost two levels are checked by the letter, what lies inside an item only for where it ends: when every
 * piece parses as the items of an array, the whole is JSON.
 *
 * It knows the plain form alone, an object with a `version` that is an object and arrays of objects under
 * the names of lists, each once. Of anything else there is no outline, which says nothing about the document.
 */
export class OutlineReader {
  readonly #pieces: Piece[] = []
  /** Names of members that were read. */
  readonly #names = new Set<string>()
  #version: Extent | undefined
  #expected: Expected = 'document'
  #plain = true
  #name: string | undefined
  #list: string | undefined
  /** Levels that are open inside an item or the version. */
  #depth = 0
  #inText = false
  #isEscaped = false
  #began = 0
  #piece: (Extent & { first: number }) | undefined
  /** Items of the list that were read. */
  #items = 0
  readonly #pieceBytes: number

  /** @param pieceBytes a piece is closed once it has so many */
  constructor(pieceBytes: number) {
    this.#pieceBytes = pieceBytes
  }

  /** @param at where in the document the bytes begin */
  read(bytes: Uint8Array, at: number): void {
    for (let index = 0; index < bytes.length && this.#plain; index += 1) {
      const byte = bytes[index] ?? 0
      if (this.#inText) this.#readText(byte)
      else if (this.#depth > 0) this.#readInside(byte, at + index)
      else if (!isSpace(byte)) this.#readOutside(byte, at + index)
    }
  }

  /** The outline, once all bytes were read. */
  get outline(): Outline | undefined {
    const isWhole = this.#plain && this.#expected === 'nothing'
    if (!isWhole || this.#version === undefined) return undefined
    const lists = [...this.#names].filter((name) => knownLists.has(name))
    return { version: this.#version, lists, pieces: this.#pieces }
  }

  /** Whether everything that was read is the beginning of a document of the plain form, and no more than that. */
  get isBrokenOff(): boolean {
    return this.#plain && this.#expected !== 'nothing'
  }

  #readText(byte: number): void {
    if (this.#name !== undefined && byte !== quote) this.#readName(byte)
    if (this.#isEscaped) this.#isEscaped = false
    else if (byte === backslash) this.#isEscaped = true
    else if (byte === quote) {
      this.#inText = false
      if (this.#depth === 0) this.#expected = 'colon'
    }
  }

  #readName(byte: number): void {
    this.#name += String.fromCharCode(byte)
    if (byte === backslash || (this.#name?.length ?? 0) > nameLengthMax) this.#plain = false
  }

  #readInside(byte: number, at: number): void {
    if (byte === quote) this.#inText = true
    else if (byte === openObject || byte === openArray) {
      this.#depth += 1
      if (this.#depth >= nestingMax) this.#plain = false
    } else if (byte === closeObject || byte === closeArray) {
      this.#depth -= 1
      if (this.#depth === 0) this.#endObject(at + 1)
    }
  }

  #readOutside(byte: number, at: number): void {
    const next = this.#nextAfter(byte)
    if (next === undefined) {
      this.#plain = false
      return
    }
    if (byte === quote) {
      this.#inText = true
      this.#name = ''
    } else if (byte === openObject && this.#expected !== 'document') {
      this.#depth = 1
      this.#began = at
    }
    if (byte === closeArray) this.#closePiece()
    this.#expected = next
  }

  /** What to expect after this byte; undefined when it is none of those that are expected now. */
  #nextAfter(byte: number): Expected | undefined {
    switch (this.#expected) {
      case 'document':
        return byte === openObject ? 'name or end' : undefined
      case 'name or end':
        return byte === closeObject ? 'nothing' : byte === quote ? 'name' : undefined
      case 'name':
        return byte === quote ? 'name' : undefined
      case 'colon':
        return byte === colon && this.#enter() ? 'value' : undefined
      case 'value':
        if (this.#list === undefined) return byte === openObject ? 'comma or end' : undefined
        return byte === openArray ? 'item or end' : undefined
      case 'item or end':
        return byte === closeArray ? 'comma or end' : beginsItem(byte)
      case 'item':
        return beginsItem(byte)
      case 'item comma or end':
        return byte === comma ? 'item' : byte === closeArray ? 'comma or end' : undefined
      case 'comma or end':
        return byte === comma ? 'name' : byte === closeObject ? 'nothing' : undefined
      case 'nothing':
        return undefined
    }
  }

  /** Whether the member whose name was read is one of those that are known, for the first time. */
  #enter(): boolean {
    const name = this.#name ?? ''
    this.#name = undefined
    if (this.#names.has(name)) return false
    this.#names.add(name)
    this.#list = knownLists.has(name) ? name : undefined
    this.#items = 0
    return this.#list !== undefined || name === 'version'
  }

  #endObject(to: number): void {
    if (this.#list === undefined) {
      this.#version = { from: this.#began, to }
      return
    }
    this.#piece = {
      from: this.#piece?.from ?? this.#began,
      to,
      first: this.#piece?.first ?? this.#items,
    }
    this.#items += 1
    if (to - this.#piece.from >= this.#pieceBytes) this.#closePiece()
  }

  #closePiece(): void {
    if (this.#piece === undefined || this.#list === undefined) return
    this.#pieces.push({ ...this.#piece, list: this.#list })
    this.#piece = undefined
  }
}

function beginsItem(byte: number): Expected | undefined {
  return byte === openObject ? 'item comma or end' : undefined
}

function isSpace(byte: number): boolean {
  return byte === space || byte === newline || byte === carriageReturn || byte === tab
}
