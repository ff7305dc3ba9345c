import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import type { Database } from '../../../store/app/schema/database-types.ts'
import type { RecipientState } from '../../../store/app/tables/report-recipient.ts'
import type { Event } from '../../events/event.ts'
import { mailGivenUp } from '../../events/events-of-mails.ts'
import type { Attempt } from '../../mail/mail.ts'
import type { Announce } from '../notices/announce.ts'

const now = sql<string>`clock_timestamp()`

/**
 * Notes that an attempt begins.
 *
 * @param isInterrupted whether the attempt before it was cut off, so that nobody knows how it ended
 */
export async function beginAttempt(
  db: Kysely<Database>,
  id: number,
  { isInterrupted }: { isInterrupted: boolean },
): Promise<void> {
  await db
    .updateTable('report')
    .set((report) => ({
      sending_since: now,
      attempts: report('attempts', '+', 1),
      answers_lost: report('answers_lost', '+', isInterrupted ? 1 : 0),
    }))
    .where('id', '=', id)
    .execute()
}

/** The columns of a report that {@link givenUp} needs. */
export const toldOfGivenUp = ['id', 'kind', 'subject', 'problem', 'settled_at'] as const

/** The event that tells other channels of a mail that was given up. */
export function givenUp(
  mail: Pick<Selectable<Database['report']>, (typeof toldOfGivenUp)[number]>,
): Event {
  const { settled_at: at, problem, ...known } = mail
  return mailGivenUp({ ...known, at: at ?? '' }, problem ?? '')
}

/** How a mail stands after an attempt; counts are recipients. */
export type Standing = {
  /** Everybody has an answer. */
  readonly isSettled: boolean
  readonly waiting: number
  /** Accepted by this attempt. */
  readonly accepted: number
  /** Refused for good by this attempt. */
  readonly refused: number
}

/** Records how an attempt ended, for each recipient and for the mail. Announces a mail that reached nobody. */
export function endAttempt(
  db: Kysely<Database>,
  id: number,
  { accepted, refused, problem, isAnswerLost = false }: Attempt,
  announce: Announce,
): Promise<Standing> {
  return db.transaction().execute(async (tx) => {
    let count = { accepted: 0, refused: 0 }
    for (const address of accepted) {
      count.accepted += await settle(tx, id, { address, state: 'accepted', answer: null })
    }
    for (const [address, { answer, isFinal }] of refused) {
      const state = isFinal ? 'refused' : 'waiting'
      const settled = await settle(tx, id, { address, state, answer })
      if (isFinal) count.refused += settled
    }
    const { waiting, reached } = await tx
      .selectFrom('report_recipient')
      .select((row) => [
        row.fn.countAll<number>().filterWhere('state', '=', 'waiting').as('waiting'),
        row.fn.countAll<number>().filterWhere('state', '=', 'accepted').as('reached'),
      ])
      .where('report_id', '=', id)
      .executeTakeFirstOrThrow()
    const firstAnswer = [...refused.values()][0]?.answer ?? null
    const isSettled = Number(waiting) === 0
    const mail = await tx
      .updateTable('report')
      .set((report) => ({
        sending_since: null,
        answers_lost: report('answers_lost', '+', isAnswerLost ? 1 : 0),
        problem: problem ?? firstAnswer,
        ...(isSettled
          ? {
              state: Number(reached) > 0 ? ('sent' as const) : ('failed' as const),
              settled_at: now,
            }
          : {}),
      }))
      .where('id', '=', id)
      .returning([...toldOfGivenUp, 'state'])
      .executeTakeFirstOrThrow()
    if (mail.state === 'failed') await announce(tx, givenUp(mail))
    return { isSettled, waiting: Number(waiting), ...count }
  })
}

type Answer = { address: string; state: RecipientState; answer: string | null }

/** Who was accepted before stays accepted. */
async function settle(
  tx: Transaction<Database>,
  id: number,
  { address, state, answer }: Answer,
): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('report_recipient')
    .set({ state, answer, ...(state === 'waiting' ? {} : { settled_at: now }) })
    .where('report_id', '=', id)
    .where('address', '=', address)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Gives a mail up that nobody could send; who has it already keeps it. */
export function giveUp(db: Kysely<Database>, id: number, announce: Announce): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const mail = await tx
      .updateTable('report')
      .set({ state: 'failed', settled_at: now })
      .where('id', '=', id)
      .where('state', '=', 'queued')
      .returning(toldOfGivenUp)
      .executeTakeFirst()
    if (mail !== undefined) await announce(tx, givenUp(mail))
    return mail !== undefined
  })
}
