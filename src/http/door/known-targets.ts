import type { TargetAnswer } from './door-memory.ts'

/** So many targets are known at most; of each there is a name, a key and some headers. */
const mostTargets = 4096

/** Longer ones are left to the framework, in characters. */
const longestTarget = 2048

/** The targets that were asked for last. */
export class KnownTargets {
  readonly #targets = new Map<string, TargetAnswer>()

  remember(key: string, given: TargetAnswer): void {
    if (key.length > longestTarget) return
    // the newest stand last, those that nobody asks for come to the front
    this.#targets.delete(key)
    this.#targets.set(key, given)
    if (this.#targets.size <= mostTargets) return
    for (const oldest of this.#targets.keys()) {
      this.#targets.delete(oldest)
      break
    }
  }

  find(key: string): TargetAnswer | undefined {
    const known = this.#targets.get(key)
    if (known === undefined || Date.now() < known.goodUntil) return known
    this.#targets.delete(key)
    return undefined
  }
}
