import Sqlite from 'better-sqlite3'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Tally } from '../checks/tally.ts'
import { answer, questionsOf } from './ask-again.ts'

/** So many answers have to be in the file. */
const least = 10
const tries = 50
const pauseMs = 100

type Kept = { key: string; etag: string; length: number; coding: string; body: Buffer }

/**
 * Gives each answer in the file the body of another one, in which SQLite sees nothing wrong, and asks again. Only the
 * seals of the rows tell. The service at `base` keeps nothing in memory.
 */
export async function checkExchanged(
  { base }: { base: string },
  cases: string,
  file: string,
  tally: Tally,
): Promise<void> {
  const questions = questionsOf(cases)
  const askEach = async () => {
    const answers: string[] = []
    for (const question of questions) answers.push(await answer(base, question))
    return answers
  }
  const expected = await askEach()
  let exchanged = exchangeAnswers(file)
  for (let tried = 1; exchanged < least && tried < tries; tried += 1) {
    await sleep(pauseMs)
    exchanged = exchangeAnswers(file)
  }
  const now = await askEach()
  const wrong = questions.filter((_, place) => now[place] !== expected[place])
  tally.check(
    `${exchanged} answers were exchanged in the file, ${wrong.length} questions answered otherwise`,
    exchanged >= least && wrong.length === 0,
  )
}

function exchangeAnswers(file: string): number {
  const db = new Sqlite(file)
  try {
    const kept = db.prepare<[], Kept>('select key, etag, length, coding, body from response').all()
    const write = db.prepare<Kept>(
      `update response set etag = @etag, length = @length, coding = @coding, body = @body
       where key = @key`,
    )
    db.transaction(() => {
      for (const [place, { key }] of kept.entries()) {
        const other = kept[(place + 1) % kept.length]
        if (other !== undefined) write.run({ ...other, key })
      }
    })()
    return kept.length
  } finally {
    db.close()
  }
}
