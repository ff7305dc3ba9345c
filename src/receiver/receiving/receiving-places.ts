import { refused } from '../submission-refused.ts'

/** What may be received at a time. */
export type ReceivingLimits = {
  /** Submissions. */
  submissions: number
  /** Bytes of all of them that lie on the disk already. */
  bytes: number
  /** Of those that are packed with zstd: each may make its decoder keep 8 MiB of what came before. */
  zstd: number
}

/** Of 256 zstd bodies of 330 bytes that stall the decoders kept 2.3 GB, of 16 they keep 160 MB. */
const receivingLimits: ReceivingLimits = { submissions: 256, bytes: 2 * 1024 ** 3, zstd: 16 }

/** A place of one submission among those that are received; to be disposed of. */
export type ReceivingPlace = Disposable & {
  /** @throws SubmissionRefused `too_many_submissions` when all together become too large */
  grow: (bytes: number) => void
  /** @throws SubmissionRefused `too_many_submissions` when as many others are packed with zstd as may be */
  unpackZstd: () => void
}

/** Bounds what submissions may take that are on their way, packed ones too, however large they turn out. */
export class ReceivingPlaces {
  readonly #limits: ReceivingLimits
  #submissions = 0
  #bytes = 0
  #zstd = 0

  constructor(limits = receivingLimits) {
    this.#limits = limits
  }

  /** @throws SubmissionRefused `too_many_submissions` */
  take(): ReceivingPlace {
    if (this.#submissions >= this.#limits.submissions) throw refused('too_many_submissions')
    this.#submissions += 1
    let own = 0
    let isZstd = false
    return {
      grow: (bytes) => {
        if (this.#bytes + bytes > this.#limits.bytes) throw refused('too_many_submissions')
        this.#bytes += bytes
        own += bytes
      },
      unpackZstd: () => {
        if (this.#zstd >= this.#limits.zstd) throw refused('too_many_submissions')
        this.#zstd += 1
        isZstd = true
      },
      [Symbol.dispose]: () => {
        this.#submissions -= 1
        this.#bytes -= own
        if (isZstd) this.#zstd -= 1
      },
    }
  }
}
