import { createZstdCompress } from 'node:zlib'
import { zstdOptions } from './coding.ts'

/** A body of which all pieces were sent, packed by zstd. */
export type GatheredBody = { packed: Buffer; length: number }

/** The pieces of one body. */
export type Gathering = {
  /** Resolves when the piece was packed, or is not wanted: whoever has more should wait, as pieces are held until then. */
  add: (piece: Buffer<ArrayBuffer>) => Promise<void>
  /** All of it was sent. */
  end: () => void
  /** It is not to be had; after the end this says nothing. */
  giveUp: () => void
  /** Null when it was given up, or was too long. */
  readonly body: Promise<GatheredBody | null>
}

/**
 * Gathers bodies while they are sent, to keep them afterwards: packed as they are kept, in a thread of the pool, so a list of
 * 16 MiB takes one or two, and not twice its length. A slow client takes minutes, so no more
 * are gathered at a time than may be; what comes on top is sent without being kept.
 */
export class Gatherings {
  readonly #mostBytes: number
  readonly #mostAtOnce: number
  #running = 0

  /** @param mostBytes of one body, as it is sent */
  constructor(mostBytes: number, mostAtOnce: number) {
    this.#mostBytes = mostBytes
    this.#mostAtOnce = mostAtOnce
  }

  /** Takes no place before the first piece: most bodies are sent as a whole. */
  begin(): Gathering {
    const { promise, resolve } = Promise.withResolvers<GatheredBody | null>()
    let packing: Packing | null = null
    let length = 0
    let isOver = false
    const giveUp = () => {
      if (isOver) return
      isOver = true
      if (packing !== null) this.#running -= 1
      packing?.giveUp()
      resolve(null)
    }
    const finish = async ({ packed }: Packing) => {
      try {
        resolve(await packed())
      } catch {
        resolve(null)
      } finally {
        this.#running -= 1
      }
    }
    return {
      body: promise,
      giveUp,
      add: async (piece) => {
        if (isOver) return
        packing ??= this.#beginPacking()
        length += piece.length
        if (packing === null || length > this.#mostBytes) giveUp()
        else await packing.add(piece)
      },
      end: () => {
        if (isOver || packing === null) return giveUp()
        isOver = true
        void finish(packing)
      },
    }
  }

  #beginPacking(): Packing | null {
    if (this.#running >= this.#mostAtOnce) return null
    this.#running += 1
    return beginPacking()
  }
}

type Packing = {
  add: (piece: Buffer) => Promise<void>
  giveUp: () => void
  /** To be asked once, after the last piece. */
  packed: () => Promise<GatheredBody>
}

function beginPacking(): Packing {
  const stream = createZstdCompress(zstdOptions)
  const pieces = stream.toArray()
  // of one that is given up nobody takes them
  pieces.catch(() => {})
  let length = 0
  return {
    add: (piece) => {
      length += piece.length
      // of one that is given up as well
      return new Promise((done) => {
        stream.write(piece, () => done())
      })
    },
    giveUp: () => stream.destroy(),
    packed: async () => {
      stream.end()
      const packed = Buffer.concat(await pieces)
      return { packed, length }
    },
  }
}
