import type { RequestTarget, TargetAnswer } from './door-memory.ts'

/** So many targets are known at most; of each there is a name, a key and some headers. */
const mostTargets = 4096

/** Longer ones are left to the framework, in characters. */
const longestTarget = 2048

type Known = {
  readonly request: RequestTarget
  readonly given: TargetAnswer
  /** How often it was asked for, and when last, in milliseconds since 1970. */
  asked: number
  askedAt: number
}

/** The targets that were asked for last. */
export class KnownTargets {
  readonly #targets = new Map<string, Known>()

  /** @param key what of the request its answer depends on */
  remember(key: string, request: RequestTarget, given: TargetAnswer): void {
    if (key.length > longestTarget) return
    const { asked = 0 } = this.#targets.get(key) ?? {}
    // the newest stand last, those that nobody asks for come to the front
    this.#targets.delete(key)
    this.#targets.set(key, { request, given, asked: asked + 1, askedAt: Date.now() })
    if (this.#targets.size <= mostTargets) return
    for (const oldest of this.#targets.keys()) {
      this.#targets.delete(oldest)
      break
    }
  }

  /** Whether it was asked for before, and may be known still. */
  has(key: string): boolean {
    return this.#targets.has(key)
  }

  find(key: string): TargetAnswer | undefined {
    const known = this.#targets.get(key)
    if (known === undefined) return undefined
    const now = Date.now()
    if (now >= known.given.goodUntil) return undefined
    known.asked += 1
    known.askedAt = now
    return known.given
  }

  /** What was asked for since a time, in milliseconds since 1970; what was asked for most comes first. */
  askedSince(since: number): (RequestTarget & { given: TargetAnswer })[] {
    return [...this.#targets.values()]
      .filter(({ askedAt }) => askedAt >= since)
      .toSorted((one, other) => other.asked - one.asked)
      .map(({ request, given }) => ({ ...request, given }))
  }
}
