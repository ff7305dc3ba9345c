import { wantedFormat } from '../ready/answer-key.ts'
import { loggedPath } from '../request-log.ts'
import type { RequestTarget, TargetAnswer } from './door-memory.ts'

/** How many targets are known at most. Each takes a name, a key and some headers. */
const mostTargets = 4096

/** Longer targets are left to the framework, in characters. */
const longestTarget = 2048

/** A target that was asked for before. */
export type KnownTarget = {
  readonly request: RequestTarget
  readonly given: TargetAnswer
  /** As the log shows it. */
  readonly path: string
  /** How often it was asked for, and when last, in milliseconds since 1970. */
  asked: number
  askedAt: number
}

/** Targets by the words in which they were asked for; the latest come last. */
type ByWords = Map<string, KnownTarget>

/** The targets that were asked for lately. */
export class KnownTargets {
  /** Of GET and HEAD, which get the same answer. */
  readonly #byAddress: ByWords = new Map()
  /** Of POST. A map of its own saves joining method and address into a key at each look-up. */
  readonly #byBody: ByWords = new Map()

  /** Adds a target, or renews what is known of it; the result is not kept when the target is too long. */
  remember(request: RequestTarget, given: TargetAnswer): KnownTarget {
    const targets = this.#askedBy(request.method)
    const words = wordsOf(request.target, request.accept)
    const { asked = 0 } = targets.get(words) ?? {}
    const path = loggedPath(request.target)
    const known = { request, given, path, asked: asked + 1, askedAt: Date.now() }
    if (words.length <= longestTarget) this.#keep(targets, words, known)
    return known
  }

  /** Adds a target at the end, and drops the oldest of the larger map when there are too many. */
  #keep(targets: ByWords, words: string, known: KnownTarget): void {
    targets.delete(words)
    targets.set(words, known)
    const [one, other] = [this.#byAddress, this.#byBody]
    if (one.size + other.size > mostTargets) letGoOfOldest(one.size > other.size ? one : other)
  }

  /** Whether a target was asked for before. */
  has({ method, target, accept }: RequestTarget): boolean {
    return this.#askedBy(method).has(wordsOf(target, accept))
  }

  /**
   * Finds a target whose keys still hold, and counts that it was asked for.
   *
   * @param now in milliseconds since 1970
   */
  find(
    method: string,
    target: string,
    accept: string | undefined,
    now: number,
  ): KnownTarget | undefined {
    const known = this.#askedBy(method).get(wordsOf(target, accept))
    if (known === undefined || now >= known.given.goodUntil) return undefined
    known.asked += 1
    known.askedAt = now
    return known
  }

  /** Targets that were asked for since a time, in milliseconds since 1970; most often asked for first. */
  askedSince(since: number): KnownTarget[] {
    return [...this.#byAddress.values(), ...this.#byBody.values()]
      .filter(({ askedAt }) => askedAt >= since)
      .toSorted((one, other) => other.asked - one.asked)
  }

  #askedBy(method: string): ByWords {
    return method === 'POST' ? this.#byBody : this.#byAddress
  }
}

function letGoOfOldest(targets: ByWords): void {
  for (const oldest of targets.keys()) {
    targets.delete(oldest)
    return
  }
}

/** The words of a request, as a key: nearly always the target alone, which holds no space. */
function wordsOf(target: string, accept: string | undefined): string {
  const format = wantedFormat(accept)
  return format === '' ? target : `${format} ${target}`
}
