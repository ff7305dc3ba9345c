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

/** The codes in the order in which a whole document is checked. */
const codes = Object.keys(refusalCodes)

/**
 * Makes the refusal of a document from those of its pieces. The code that a whole document would get counts, which is
 * the one that is checked first; its faults are listed from the beginning of the document. Faults and origins have the same
 * limits as for any refusal.
 */
export class RefusalOfPieces {
  readonly #origins = new Set<string>()
  #refusal: Refusal | undefined

  /** The refusal; undefined as long as no piece is refused. */
  get refusal(): Refusal | undefined {
    if (this.#refusal === undefined) return undefined
    const origins = sortedTexts(this.#origins).slice(0, originsReportedMax)
    return { ...this.#refusal, origins }
  }

  /** Adds the origins of a piece, whether it is refused or not. */
  noteOrigins(origins: readonly string[]): void {
    for (const origin of origins) {
      if (this.#origins.size < originsReportedMax) this.#origins.add(origin)
    }
  }

  /**
   * Adds the refusal of a piece.
   *
   * @param shift what to add to a position in its text to get that in the document, in bytes
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

/** Adds faults, without repeating any: every piece has the faults of the version. */
function joined({ faults }: Refusal, more: Refusal): Fault[] {
  const known = new Set(faults.map(({ pointer }) => pointer))
  const added = more.faults.filter(({ pointer }) => !known.has(pointer))
  return [...faults, ...added].slice(0, faultsReportedMax)
}

/** Corrects the position that the message of a text names which is no JSON or not UTF-8. About, since it counts characters. */
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
