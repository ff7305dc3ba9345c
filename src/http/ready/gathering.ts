import { createZstdCompress } from 'node:zlib'
import { zstdOptions } from './coding.ts'

/** A complete body, compressed by zstd; `length` is that of the uncompressed body, in bytes. */
export type GatheredBody = { packed: Buffer; length: number }

/** Collects the pieces of one body. */
export type Gathering = {
  /** Resolves when the piece was compressed or is not wanted. The next piece should wait for that, as pieces are held until then. */
  add: (piece: Buffer<ArrayBuffer>) => Promise<void>
  /** Says that the body was sent completely. */
  end: () => void
  /** Drops what was gathered; without effect after the end. */
  giveUp: () => void
  /** The body after its end; null when it was given up or is too long. */
  readonly body: Promise<GatheredBody | null>
}

/**
 * Gathers bodies while they are sent, to keep them afterwards. They are compressed on the way by a thread of the pool,
 * so a list of 16 MiB takes one or two MiB of memory. A slow client may take minutes, so only a few bodies are gathered
 * at a time; others are sent without being kept.
 */
export class Gatherings {
  readonly #mostBytes: number
  readonly #mostAtOnce: number
  #running = 0

  /**
   * @param mostBytes length of one body at most, before compression
   * @param mostAtOnce how many bodies are gathered at a time
   */
  constructor(mostBytes: number, mostAtOnce: number) {
    this.#mostBytes = mostBytes
    this.#mostAtOnce = mostAtOnce
  }

  /** Begins with a body. It counts from its first piece on: most bodies have none, being sent as a whole. */
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
  /** To be called once, after the last piece. */
  packed: () => Promise<GatheredBody>
}

function beginPacking(): Packing {
  const stream = createZstdCompress(zstdOptions)
  const pieces = stream.toArray()
  // nobody waits for the pieces of a body that is given up
  pieces.catch(() => {})
  let length = 0
  return {
    add: (piece) => {
      length += piece.length
      // the callback comes for a destroyed stream as well
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
