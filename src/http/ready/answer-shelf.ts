import type { Version } from '../../read/versions/data-version.ts'
import type { ReadyAnswer } from './ready-answer.ts'

/** Where answers outlive the memory of the process. A shelf that fails costs speed, never an answer. */
export type AnswerShelf = {
  find: (key: string) => Promise<ReadyAnswer | undefined>
  keep: (key: string, answer: ReadyAnswer) => Promise<void>
  /** Lets those go that show a later state of the same data; false when that cannot be done. */
  forgetLater: (state: Version) => Promise<boolean>
}
