import { isSameVersion, type Version } from '../../read/versions/data-version.ts'
import type { Scope } from '../../read/versions/scope.ts'
import type { ReadyAnswer } from './ready-answer.ts'

/** Reads which commit changed each of some scopes last (`readLastChanges`). */
export type LastChanges = (scopes: readonly Scope[]) => Promise<(scope: Scope) => number>

/** How many answers are looked at together at most. */
const mostAnswers = 100

/** How many scopes are looked at together; the answer that exceeds the number is the last one. */
const mostScopes = 2_000

type Look = { version: Version; answers: ReadonlySet<ReadyAnswer>; done: Promise<void> }

/**
 * Finds out whether kept answers are still true after a commit. Together with the answer that is asked for it looks at
 * those that were asked for lately, in one statement. While submissions stream in, a commit leaves most pages as they
 * are; to look at ten of them one by one took ten round trips at the same moment.
 */
export class Renewal {
  readonly #lastChanges: LastChanges
  /** Keys of answers that were asked for, the latest last. */
  readonly #lately = new Set<string>()
  #look: Look | undefined

  constructor(lastChanges: LastChanges) {
    this.#lastChanges = lastChanges
  }

  /** Notes that the answer of this key, which depends on scopes, was asked for. */
  note(key: string): void {
    this.#lately.delete(key)
    this.#lately.add(key)
    if (this.#lately.size <= mostAnswers) return
    for (const oldest of this.#lately.keys().take(1)) this.#lately.delete(oldest)
  }

  /**
   * Whether no commit up to `version` has changed what an answer depends on. If so, it carries that version from then on.
   *
   * @param find gives the answer of a key that is in memory
   */
  async isUntouched(
    answer: ReadyAnswer,
    version: Version,
    find: (key: string) => ReadyAnswer | undefined,
  ): Promise<boolean> {
    let look = this.#look
    if (look === undefined || !isSameVersion(look.version, version) || !look.answers.has(answer)) {
      look = this.#begin([answer, ...this.#others(version, find)], version)
    }
    await look.done
    return answer.version !== null && answer.version.number >= version.number
  }

  #others(version: Version, find: (key: string) => ReadyAnswer | undefined): ReadyAnswer[] {
    return [...this.#lately]
      .toReversed()
      .flatMap((key) => find(key) ?? [])
      .filter((one) => one.version?.dataset === version.dataset)
      .filter((one) => one.version !== null && one.version.number < version.number)
  }

  #begin(wanted: readonly ReadyAnswer[], version: Version): Look {
    const answers = new Set<ReadyAnswer>()
    const scopes = new Map<string, Scope>()
    for (const answer of wanted) {
      // the one that is asked for comes first, however much it hangs on
      if (answer.scopes === null || scopes.size > mostScopes) continue
      answers.add(answer)
      for (const scope of answer.scopes) scopes.set(`${scope.kind} ${scope.key}`, scope)
    }
    const look = { version, answers, done: this.#lookAt(answers, [...scopes.values()], version) }
    this.#look = look
    const end = () => {
      if (this.#look === look) this.#look = undefined
    }
    look.done.then(end, end)
    return look
  }

  async #lookAt(
    answers: ReadonlySet<ReadyAnswer>,
    scopes: readonly Scope[],
    version: Version,
  ): Promise<void> {
    const before = new Map([...answers].map((answer) => [answer, answer.version]))
    const changed = await this.#lastChanges(scopes)
    for (const [answer, since] of before) {
      if (since === null || !answer.scopes?.every((scope) => changed(scope) <= since.number))
        continue
      // another look may have been quicker, for an earlier or a later commit
      if (answer.version !== null && answer.version.number < version.number)
        answer.version = version
    }
  }
}
