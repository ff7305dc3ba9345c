import type { ReadyAnswer } from './ready-answer.ts'

/** Where answers outlive the memory of the process. A shelf that fails costs speed, never an answer. */
export type AnswerShelf = {
  find: (key: string) => Promise<ReadyAnswer | undefined>
  keep: (key: string, answer: ReadyAnswer) => Promise<void>
}
