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

/** The targets that were asked for last. */
export class KnownTargets {
  readonly #targets = new Map<string, KnownTarget>()

  remember(request: RequestTarget, given: TargetAnswer): KnownTarget {
    const key = wordsOf(request.method, request.target, request.accept)
    const { asked = 0 } = this.#targets.get(key) ?? {}
    const path = loggedPath(request.target)
    const known = { request, given, path, asked: asked + 1, askedAt: Date.now() }
    if (key.length <= longestTarget) this.#keep(key, known)
    return known
  }

  /** The newest stand last, those that nobody asks for come to the front. */
  #keep(key: string, known: KnownTarget): void {
    this.#targets.delete(key)
    this.#targets.set(key, known)
    if (this.#targets.size <= mostTargets) return
    for (const oldest of this.#targets.keys()) {
      this.#targets.delete(oldest)
      break
    }
  }

  /** Whether it was asked for before, and may be known still. */
  has({ method, target, accept }: RequestTarget): boolean {
    return this.#targets.has(wordsOf(method, target, accept))
  }

  /** @param now in milliseconds since 1970 */
  find(
    method: string,
    target: string,
    accept: string | undefined,
    now: number,
  ): KnownTarget | undefined {
    const known = this.#targets.get(wordsOf(method, target, accept))
    if (known === undefined || now >= known.given.goodUntil) return undefined
    known.asked += 1
    known.askedAt = now
    return known
  }

  /** What was asked for since a time, in milliseconds since 1970; what was asked for most comes first. */
  askedSince(since: number): KnownTarget[] {
    return [...this.#targets.values()]
      .filter(({ askedAt }) => askedAt >= since)
      .toSorted((one, other) => other.asked - one.asked)
  }
}

/**
 * In which words something is asked for: nearly always the target alone, which has no space. What asks by HEAD is what
 * asks by GET.
 */
function wordsOf(method: string, target: string, accept: string | undefined): string {
  const format = wantedFormat(accept)
  if (method !== 'POST') return format === '' ? target : `${format} ${target}`
  return `POST ${format} ${target}`
}
