import type pg from 'pg'
import type { Extent } from '../../../src/rollup/batch/extent.ts'
import { rollUpBatch } from '../../../src/rollup/batch/roll-up-batch.ts'
import type { Subject } from './comparison.ts'

/** Of a batch that brings everything there is: new builds, tests, texts, issues, and changes what was counted. */
const everything: Extent & { changed: number } = {
  missing_builds: 1,
  missing_dimensions: 1,
  missing_paths: 1,
  new_builds: 1,
  changed_builds: 2,
  lost_builds: 1,
  changed_tests: 2,
  lost_tests: 1,
  incidents: 1,
  touched_incidents: 1,
  moved_checkouts: 1,
  changed: 1,
}

/**
 * What the roll-up of a batch costs in this process: which statements it takes, and their text. The sums are
 * PostgreSQL's work, which `bench:ingest` measures; here something answers at once.
 */
export const delta: Subject = async () => {
  const answer = { rows: [everything], rowCount: 1 }
  const messages: string[] = []
  const client = clientThatAnswers(answer, (message) => messages.push(message))
  await rollUpBatch(client)
  // prepared from now on, as on a connection that has stored a batch
  messages.length = 0
  await rollUpBatch(client)
  const plain = clientThatAnswers(answer)
  const timed = clientThatAnswers(answer)
  await rollUpBatch(timed)
  return [
    {
      name: `a batch, ${messages.length} messages`,
      ours: () => rollUpBatch(timed),
      leastName: 'as many messages as they are',
      least: async () => {
        for (const message of messages) await plain.query(message)
      },
    },
  ]
}

/** No connection: it only answers what the roll-up asks, for each statement of a message. */
function clientThatAnswers(
  answer: object,
  onMessage: (message: string) => void = () => {},
): pg.ClientBase {
  const query = (message: string) => {
    onMessage(message)
    return Promise.resolve(message.split('; ').map(() => answer))
  }
  return { query } as unknown as pg.ClientBase
}
