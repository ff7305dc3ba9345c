/** The beginning of a statement that may have a body of statements between BEGIN ATOMIC and END. */
const routine = /^create (?:or replace )?(?:function|procedure)\b/

/**
 * Knows whether a semicolon ends the statement, by psql's own rule: it does not inside parentheses, nor between BEGIN and
 * END of a function or procedure.
 */
export class StatementNesting {
  #firstWords: string[] = []
  #isRoutine = false
  #parentheses = 0
  #blocks = 0

  get isOutside(): boolean {
    return this.#parentheses === 0 && this.#blocks === 0
  }

  /** To be called with each symbol; only parentheses matter. */
  symbol(value: string): void {
    if (value === '(') this.#parentheses += 1
    if (value === ')') this.#parentheses = Math.max(0, this.#parentheses - 1)
  }

  /** To be called with each word that is not in quotes. */
  word(value: string): void {
    if (this.#firstWords.length < 4) {
      this.#firstWords.push(value)
      this.#isRoutine = routine.test(this.#firstWords.join(' '))
    }
    if (this.#parentheses > 0 || !this.#isRoutine) return
    if (value === 'begin') this.#blocks += 1
    // CASE has an END, too
    if (value === 'case' && this.#blocks > 0) this.#blocks += 1
    if (value === 'end') this.#blocks = Math.max(0, this.#blocks - 1)
  }
}
