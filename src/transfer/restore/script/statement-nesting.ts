/** What may stand before a body of SQL statements between BEGIN ATOMIC and END. */
const routine = /^create (?:or replace )?(?:function|procedure)\b/

/**
 * Whether a semicolon ends the statement or belongs into it, by psql's own rule of thumb: inside
 * parentheses, and between BEGIN and END of a function or procedure, it does not end it.
 */
export class StatementNesting {
  #firstWords: string[] = []
  #isRoutine = false
  #parentheses = 0
  #blocks = 0

  get isOutside(): boolean {
    return this.#parentheses === 0 && this.#blocks === 0
  }

  /** Takes note of a parenthesis; other symbols mean nothing. */
  symbol(value: string): void {
    if (value === '(') this.#parentheses += 1
    if (value === ')') this.#parentheses = Math.max(0, this.#parentheses - 1)
  }

  /** Takes note of a word that is not in quotes. */
  word(value: string): void {
    if (this.#firstWords.length < 4) {
      this.#firstWords.push(value)
      this.#isRoutine = routine.test(this.#firstWords.join(' '))
    }
    if (this.#parentheses > 0 || !this.#isRoutine) return
    if (value === 'begin') this.#blocks += 1
    // CASE ends with END as well
    if (value === 'case' && this.#blocks > 0) this.#blocks += 1
    if (value === 'end') this.#blocks = Math.max(0, this.#blocks - 1)
  }
}
