import type { FixedWords, GivenAgain } from './door-memory.ts'
import type { LastingAnswer } from './lasting-answer.ts'

/** How many answers are known at most: anybody can ask for one in many spellings. */
const mostAnswers = 64

/** Requests in longer words are left to the framework, in characters. */
const longestWords = 1024

/** Longer bodies are left to the framework, in bytes. */
const mostBytes = 524_288

/** Answers that depend on nothing but the words of the request, each for a limited time. */
export class FixedAnswers {
  readonly #answers = new Map<string, { answer: LastingAnswer; again: GivenAgain }>()

  /** Remembers an answer; when there are too many, all others are dropped. */
  remember(words: FixedWords, answer: LastingAnswer, again: GivenAgain): void {
    const key = keyOf(words)
    if (key.length > longestWords || answer.bytes > mostBytes) return
    if (this.#answers.size >= mostAnswers) this.#answers.clear()
    this.#answers.set(key, { answer, again })
  }

  /** The answer to be given now, if there is one; it is counted as given. */
  take(words: FixedWords, now: number): LastingAnswer | undefined {
    const known = this.#answers.get(keyOf(words))
    if (known === undefined || now >= known.again.goodUntil) return undefined
    known.again.count()
    return known.answer
  }
}

/** No header has a line feed. */
function keyOf({ target, accept, acceptEncoding }: FixedWords): string {
  return `${target}\n${accept}\n${acceptEncoding}`
}
