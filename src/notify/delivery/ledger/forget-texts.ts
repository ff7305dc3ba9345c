import { type Kysely, sql } from 'kysely'
import type { Database } from '../../../store/app/schema/database-types.ts'
import type { Timestamp } from '../../../store/app/values/timestamp.ts'
import type { Announce } from '../notices/announce.ts'
import { givenUp, toldOfGivenUp } from './record-attempt.ts'

/** For how long what may be kept, in days. */
export type LedgerKeeps = {
  /** Mails that failed, or are held, can be tried again. */
  failedDays: number
  /** Mails that wait to be sent are given up. */
  waitingDays: number
  /** Texts of mails that need nobody's decision. */
  textDays: number
}

/**
 * Lets go of what is old, up to so many rows of each kind: the texts of mails, and the chance to send what
 * failed. What was told is remembered, so that nobody is told again.
 *
 * @param announce told of mails that are given up
 * @returns how many mails were changed
 */
export async function forgetTexts(
  db: Kysely<Database>,
  { failedDays, waitingDays, textDays }: LedgerKeeps,
  { rows, announce }: { rows: number; announce: Announce },
): Promise<number> {
  const droppedRows = await change(db, rows, ['held', 'failed'], failedDays, {
    state: 'dropped',
  })
  const givenUpRows = await giveUpWaiting(db, rows, waitingDays, announce)
  const forgotten = await change(db, rows, ['sent', 'dropped'], textDays, {
    body: null,
    html: null,
  })
  return droppedRows + givenUpRows + forgotten
}

/** The queue has let go of them by then, and told nobody. */
function giveUpWaiting(
  db: Kysely<Database>,
  rows: number,
  days: number,
  announce: Announce,
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const mails = await changing(tx, rows, ['queued'], days, {
      state: 'failed',
      problem: `waited longer than ${days} days`,
    })
      .returning(toldOfGivenUp)
      .execute()
    for (const mail of mails) await announce(tx, givenUp(mail))
    return mails.length
  })
}

type State = 'queued' | 'held' | 'sent' | 'failed' | 'dropped'
type Change = { state: State; problem?: string } | { body: null; html: null }

async function change(...what: Parameters<typeof changing>): Promise<number> {
  const { numUpdatedRows } = await changing(...what).executeTakeFirst()
  return Number(numUpdatedRows)
}

function changing(db: Kysely<Database>, rows: number, states: State[], days: number, to: Change) {
  const before = sql<Timestamp>`now() - make_interval(days => ${days})`
  return db
    .updateTable('report')
    .set({ ...to, ...('state' in to ? { settled_at: sql<Timestamp>`clock_timestamp()` } : {}) })
    .where('id', 'in', (report) =>
      report
        .selectFrom('report')
        .select('id')
        .where('state', 'in', states)
        .where('found_at', '<', before)
        .where((each) =>
          'state' in to
            ? each(each.fn.coalesce('settled_at', 'found_at'), '<', before)
            : each('body', 'is not', null),
        )
        .limit(rows),
    )
}
