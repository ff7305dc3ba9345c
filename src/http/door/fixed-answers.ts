import type { FixedWords } from './door-memory.ts'
import type { LastingAnswer } from './lasting-answer.ts'

/** So many are known at most: they are few, but anybody can ask for one in many words. */
const mostAnswers = 64

/** What is longer is left to the framework, in characters. */
const longestWords = 1024

/** Answers of routes that hang on nothing (`x-hangs-on: nothing`), by the words that they were asked for in. */
export class FixedAnswers {
  readonly #answers = new Map<string, LastingAnswer>()

  remember(words: FixedWords, answer: LastingAnswer): void {
    const key = keyOf(words)
    if (key.length > longestWords) return
    if (this.#answers.size >= mostAnswers) this.#answers.clear()
    this.#answers.set(key, answer)
  }

  find(words: FixedWords): LastingAnswer | undefined {
    return this.#answers.get(keyOf(words))
  }
}

/** No header has a line feed. */
function keyOf({ target, accept, acceptEncoding }: FixedWords): string {
  return `${target}\n${accept}\n${acceptEncoding}`
}
