/** The pieces of one body. */
export type Gathering = {
  add: (piece: Buffer<ArrayBuffer>) => void
  /** All of it was sent. */
  end: () => void
  /** It is not to be had; after the end this says nothing. */
  giveUp: () => void
  /** Null when it was given up, or was too long. */
  readonly body: Promise<Buffer<ArrayBuffer> | null>
}

/**
 * Gathers bodies while they are sent, to keep them afterwards. A slow client takes minutes, so all that is
 * being gathered together has a bound; what comes on top is sent without being kept.
 */
export class Gatherings {
  readonly #mostBytes: number
  readonly #mostTogether: number
  #together = 0

  /** @param mostBytes of one body @param mostTogether of all that are being gathered */
  constructor(mostBytes: number, mostTogether: number) {
    this.#mostBytes = mostBytes
    this.#mostTogether = mostTogether
  }

  begin(): Gathering {
    const { promise, resolve } = Promise.withResolvers<Buffer<ArrayBuffer> | null>()
    let pieces: Buffer<ArrayBuffer>[] | null = []
    let bytes = 0
    const finish = (body: Buffer<ArrayBuffer> | null) => {
      this.#together -= bytes
      bytes = 0
      pieces = null
      resolve(body)
    }
    return {
      body: promise,
      add: (piece) => {
        if (pieces === null) return
        pieces.push(piece)
        bytes += piece.length
        this.#together += piece.length
        if (bytes > this.#mostBytes || this.#together > this.#mostTogether) finish(null)
      },
      end: () => {
        if (pieces !== null) finish(Buffer.concat(pieces))
      },
      giveUp: () => finish(null),
    }
  }
}
