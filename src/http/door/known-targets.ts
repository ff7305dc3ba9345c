import { wantedFormat } from '../ready/answer-key.ts'
import { loggedPath } from '../request-log.ts'
import type { RequestTarget, TargetAnswer } from './door-memory.ts'

/** So many targets are known at most; of each there is a name, a key and some headers. */
const mostTargets = 4096

/** Longer ones are left to the framework, in characters. */
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

/** Targets by the words in which they are asked for. */
type ByWords = Map<string, KnownTarget>

/** The targets that were asked for last. */
export class KnownTargets {
  /** What asks by HEAD is what asks by GET. */
  readonly #byAddress: ByWords = new Map()
  /** Apart, so that nearly always an address is the words, and no text has to be made of two to look it up. */
  readonly #byBody: ByWords = new Map()

  remember(request: RequestTarget, given: TargetAnswer): KnownTarget {
    const targets = this.#askedBy(request.method)
    const words = wordsOf(request.target, request.accept)
    const { asked = 0 } = targets.get(words) ?? {}
    const path = loggedPath(request.target)
    const known = { request, given, path, asked: asked + 1, askedAt: Date.now() }
    if (words.length <= longestTarget) this.#keep(targets, words, known)
    return known
  }

  /** The newest stand last, those that nobody asks for come to the front. */
  #keep(targets: ByWords, words: string, known: KnownTarget): void {
    targets.delete(words)
    targets.set(words, known)
    const [one, other] = [this.#byAddress, this.#byBody]
    if (one.size + other.size > mostTargets) letGoOfOldest(one.size > other.size ? one : other)
  }

  /** Whether it was asked for before, and may be known still. */
  has({ method, target, accept }: RequestTarget): boolean {
    return this.#askedBy(method).has(wordsOf(target, accept))
  }

  /** @param now in milliseconds since 1970 */
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

  /** What was asked for since a time, in milliseconds since 1970; what was asked for most comes first. */
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

/** In which words something is asked for: nearly always the target alone, which has no space. */
function wordsOf(target: string, accept: string | undefined): string {
  const format = wantedFormat(accept)
  return format === '' ? target : `${format} ${target}`
}
