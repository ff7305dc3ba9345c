import { refused } from '../submission-refused.ts'

/** What may be received at a time. */
export type ReceivingLimits = {
  /** Submissions. */
  submissions: number
  /** Bytes of all of them that lie on the disk already. */
  bytes: number
}

const receivingLimits: ReceivingLimits = { submissions: 256, bytes: 2 * 1024 ** 3 }

/** A place of one submission among those that are received; to be disposed of. */
export type ReceivingPlace = Disposable & {
  /** @throws SubmissionRefused `too_many_submissions` when all together become too large */
  grow: (bytes: number) => void
}

/** Bounds what submissions may take that are on their way, packed ones too, however large they turn out. */
export class ReceivingPlaces {
  readonly #limits: ReceivingLimits
  #submissions = 0
  #bytes = 0

  constructor(limits = receivingLimits) {
    this.#limits = limits
  }

  /** @throws SubmissionRefused `too_many_submissions` */
  take(): ReceivingPlace {
    if (this.#submissions >= this.#limits.submissions) throw refused('too_many_submissions')
    this.#submissions += 1
    let own = 0
    return {
      grow: (bytes) => {
        if (this.#bytes + bytes > this.#limits.bytes) throw refused('too_many_submissions')
        this.#bytes += bytes
        own += bytes
      },
      [Symbol.dispose]: () => {
        this.#submissions -= 1
        this.#bytes -= own
      },
    }
  }
}
