import { nestingMax } from '../../documents/parsing/nesting.ts'
import { formatSchemas } from '../../documents/schema/format-versions.ts'

/** A range of bytes in a file; `to` is not part of it. */
export type Extent = { readonly from: number; readonly to: number }

/** Consecutive items of a list, with the commas between them; `first` is the index of the first item. */
export type Piece = Extent & { readonly list: string; readonly first: number }

/** Where the parts of a document are. `lists` has the names of all lists, empty ones included. */
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

/** No name of a list is longer. */
const nameLengthMax = 16

/**
 * Finds the items of a document without parsing it: it reads the bytes, in chunks of any size, and gives an outline at the
 * end. The outermost two levels are checked completely. Inside an item it only looks for the end: when every piece
 * parses as the items of an array, the whole is JSON.
 *
 * It knows one form only: an object with a `version` that is an object and with arrays of objects under the names of
 * lists, each name once. For any other document there is no outline, which does not mean that the document is wrong.
 */
export class OutlineReader {
  readonly #pieces: Piece[] = []
  /** Names of members so far. */
  readonly #names = new Set<string>()
  #version: Extent | undefined
  #expected: Expected = 'document'
  #plain = true
  #name: string | undefined
  #list: string | undefined
  /** How many objects and arrays are open, counted from an item or the version. */
  #depth = 0
  #inText = false
  #isEscaped = false
  #began = 0
  #piece: (Extent & { first: number }) | undefined
  /** How many items of the list were read. */
  #items = 0
  readonly #pieceBytes: number

  /** @param pieceBytes a piece ends with the item with which it reaches this size */
  constructor(pieceBytes: number) {
    this.#pieceBytes = pieceBytes
  }

  /**
   * Reads the next chunk.
   *
   * @param at position of the chunk in the file
   */
  read(bytes: Uint8Array, at: number): void {
    for (let index = 0; index < bytes.length && this.#plain; index += 1) {
      const byte = bytes[index] ?? 0
      if (this.#inText) this.#readText(byte)
      else if (this.#depth > 0) this.#readInside(byte, at + index)
      else if (!isSpace(byte)) this.#readOutside(byte, at + index)
    }
  }

  /** The outline, once all bytes were read; undefined when the document has another form. */
  get outline(): Outline | undefined {
    const isWhole = this.#plain && this.#expected === 'nothing'
    if (!isWhole || this.#version === undefined) return undefined
    const lists = [...this.#names].filter((name) => knownLists.has(name))
    return { version: this.#version, lists, pieces: this.#pieces }
  }

  /** Whether what was read is the beginning of a document of the known form, but not all of one. */
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

  /** What may come after this byte; undefined when the byte itself is not expected. */
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

  /** Begins with a member. Returns whether its name is known and was not read before. */
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
