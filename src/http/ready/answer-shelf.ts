import type { Version } from '../../read/versions/data-version.ts'
import type { ReadyAnswer } from './ready-answer.ts'

/** Where answers are kept outside the memory of the process (the local cache). A failing shelf costs speed, never an answer. */
export type AnswerShelf = {
  find: (key: string) => Promise<ReadyAnswer | undefined>
  keep: (key: string, answer: ReadyAnswer) => Promise<void>
  /** Removes answers that show a later state of the same dataset; false when that fails. */
  forgetLater: (state: Version) => Promise<boolean>
}
