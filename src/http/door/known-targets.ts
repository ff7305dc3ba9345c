import { AnswerHeads } from './answer-heads.ts'
import type { TargetAnswer } from './door-memory.ts'

/** A target that was answered, and with what. */
export type KnownTarget = TargetAnswer & { heads: AnswerHeads }

/** So many targets are known at most; of each there is a name and a reference to an answer. */
const mostTargets = 4096

/** Longer ones are left to the framework, in characters. */
const longestTarget = 2048

/** The targets that were asked for last. */
export class KnownTargets {
  readonly #cacheTimeoutSeconds: number
  readonly #targets = new Map<string, KnownTarget>()

  constructor(cacheTimeoutSeconds: number) {
    this.#cacheTimeoutSeconds = cacheTimeoutSeconds
  }

  remember(key: string, given: TargetAnswer): void {
    if (key.length > longestTarget) return
    // the newest stand last, those that nobody asks for come to the front
    this.#targets.delete(key)
    const heads = new AnswerHeads(given.answer, given.endpoint, this.#cacheTimeoutSeconds)
    this.#targets.set(key, { ...given, heads })
    if (this.#targets.size <= mostTargets) return
    for (const oldest of this.#targets.keys()) {
      this.#targets.delete(oldest)
      break
    }
  }

  find(key: string): KnownTarget | undefined {
    const known = this.#targets.get(key)
    if (known === undefined || Date.now() < known.goodUntil) return known
    this.#targets.delete(key)
    return undefined
  }
}
