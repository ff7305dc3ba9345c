import type { FixedWords, GivenAgain } from './door-memory.ts'
import type { LastingAnswer } from './lasting-answer.ts'

/** So many are known at most: anybody can ask for one in many words. */
const mostAnswers = 64

/** What is longer is left to the framework, in characters. */
const longestWords = 1024

/** And bodies that are, in bytes. */
const mostBytes = 524_288

/** Answers that hang on nothing but the words in which they were asked for, for a time. */
export class FixedAnswers {
  readonly #answers = new Map<string, { answer: LastingAnswer; again: GivenAgain }>()

  remember(words: FixedWords, answer: LastingAnswer, again: GivenAgain): void {
    const key = keyOf(words)
    if (key.length > longestWords || answer.bytes > mostBytes) return
    if (this.#answers.size >= mostAnswers) this.#answers.clear()
    this.#answers.set(key, { answer, again })
  }

  /** The answer that is to be given now, and is counted as given. */
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
