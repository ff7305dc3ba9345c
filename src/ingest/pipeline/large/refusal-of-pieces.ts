import { sortedTexts } from '../../../domain/code-point-order.ts'
import { pointerOf, segmentsOf } from '../../documents/faults/json-pointer.ts'
import {
  type Fault,
  faultsReportedMax,
  originsReportedMax,
  type Refusal,
  refusalCodes,
  withPointers,
} from '../../documents/refusal.ts'
import type { Piece } from './outline.ts'

/** Codes in the order in which a document as a whole would be looked at. */
const codes = Object.keys(refusalCodes)

/**
 * Why the whole is refused of which pieces are: what is looked at first counts, wherever it stands, and its
 * faults from the beginning of the document on. Bounded as every refusal, however many pieces there are.
 */
export class RefusalOfPieces {
  readonly #origins = new Set<string>()
  #refusal: Refusal | undefined

  /** Undefined as long as no piece is refused. */
  get refusal(): Refusal | undefined {
    if (this.#refusal === undefined) return undefined
    const origins = sortedTexts(this.#origins).slice(0, originsReportedMax)
    return { ...this.#refusal, origins }
  }

  /** Told the origins of a piece, refused or not. */
  noteOrigins(origins: readonly string[]): void {
    for (const origin of origins) {
      if (this.#origins.size < originsReportedMax) this.#origins.add(origin)
    }
  }

  /**
   * Told of a refused piece.
   *
   * @param shift by how many bytes its text stands further on in the document
   */
  add(piece: Piece, refusal: Refusal, shift: number): void {
    this.noteOrigins(refusal.origins)
    const pointed = withPointers(refusal, (pointer) => placeInDocument(pointer, piece))
    const inDocument = { ...pointed, message: withPlaceInText(pointed, shift) }
    const before = this.#refusal
    const rank = codes.indexOf(refusal.code) - codes.indexOf(before?.code ?? '')
    if (before === undefined || rank < 0) this.#refusal = inDocument
    else if (rank === 0) this.#refusal = { ...before, faults: joined(before, inDocument) }
  }
}

/** What is wrong with the version is wrong in every piece. */
function joined({ faults }: Refusal, more: Refusal): Fault[] {
  const known = new Set(faults.map(({ pointer }) => pointer))
  const added = more.faults.filter(({ pointer }) => !known.has(pointer))
  return [...faults, ...added].slice(0, faultsReportedMax)
}

/** Where a text is no JSON, or not UTF-8, the message names the place; the engine counts characters, not bytes. */
function withPlaceInText({ code, message }: Refusal, shift: number): string {
  if (code !== 'not_json' && code !== 'not_utf8') return message
  return message.replace(
    /(?:in JSON )?at (?:position|offset) (\d+)(?: \(line \d+ column \d+\))?/,
    (_, place: string) => `near byte ${Number(place) + shift}`,
  )
}

function placeInDocument(pointer: string, { list, first }: Piece): string {
  const [name, index, ...rest] = segmentsOf(pointer)
  if (name !== list || index === undefined) return pointer
  return pointerOf([list, String(first + Number(index)), ...rest])
}
