import type { Version } from '../../read/versions/data-version.ts'
import type { ReadyAnswer } from './ready-answer.ts'

/** Where answers outlive the memory of the process. A shelf that fails costs speed, never an answer. */
export type AnswerShelf = {
  find: (key: string) => Promise<ReadyAnswer | undefined>
  keep: (key: string, answer: ReadyAnswer) => Promise<void>
  /** The answer was found unchanged at a newer commit. */
  renew: (key: string, version: Version) => Promise<void>
}
