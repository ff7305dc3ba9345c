import { errorCode } from '../../../platform/errors/error-code.ts'

/**
 * A connection that has prepared so many has met many forms of filters, or somebody who makes them up: 100
 * kB of the server's memory each.
 */
const statementsMax = 250

/** Of a prepared statement whose columns another program has changed: it fails for as long as it is kept. */
const columnsChanged = '0A000'

/**
 * The names under which one connection keeps its statements prepared. To parse and plan one takes the server
 * 0.1 to 1.3 ms, more than most of them take to run: the summary of a commit costs 0.9 ms of its processor time
 * with them and 1.6 without, a build 0.1 and 0.4.
 *
 * PostgreSQL plans a statement for any parameters: at once where a transaction only reads (`own-session.ts`),
 * elsewhere from its sixth run on if it likes. What of a statement is always the same must stand in its text
 * (`src/read/instant-bounds-sql.ts`), and plan tests look at both plans.
 */
export class PreparedStatements {
  readonly #names = new Map<string, string>()
  #isOutdated = false
  /** The text of the beginning of a transaction that is prepared; null before the first one. */
  beginning: string | null = null

  /** The name of a statement, the same for the same text. */
  nameOf(text: string): string {
    const known = this.#names.get(text)
    if (known !== undefined) return known
    const name = `reader_${this.#names.size}`
    this.#names.set(text, name)
    return name
  }

  /** Takes note of what a statement failed with. */
  sawFailure(error: unknown): void {
    if (errorCode(error) === columnsChanged) this.#isOutdated = true
  }

  /** The connection had better end: they are too many, or no longer right. */
  get areWornOut(): boolean {
    return this.#isOutdated || this.#names.size > statementsMax
  }
}
