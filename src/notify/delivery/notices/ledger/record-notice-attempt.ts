import { type Kysely, sql } from 'kysely'
import type { Database } from '../../../../store/app/schema/database-types.ts'
import type { ChannelAnswer } from '../../../channels/channel.ts'

const now = sql<string>`clock_timestamp()`

/**
 * Notes that an attempt begins.
 *
 * @param isInterrupted nobody knows how the one before went
 */
export async function beginNoticeAttempt(
  db: Kysely<Database>,
  id: number,
  { isInterrupted }: { isInterrupted: boolean },
): Promise<void> {
  await db
    .updateTable('notice')
    .set((notice) => ({
      sending_since: now,
      attempts: notice('attempts', '+', 1),
      answers_lost: notice('answers_lost', '+', isInterrupted ? 1 : 0),
    }))
    .where('id', '=', id)
    .execute()
}

/** Notes what became of an attempt. */
export async function endNoticeAttempt(
  db: Kysely<Database>,
  id: number,
  answer: ChannelAnswer,
): Promise<void> {
  const isAnswerLost = answer.kind === 'failed' && answer.isAnswerLost
  await db
    .updateTable('notice')
    .set((notice) => ({
      sending_since: null,
      answers_lost: notice('answers_lost', '+', isAnswerLost ? 1 : 0),
      problem: problemOf(answer),
      ...(answer.kind === 'delivered' ? { state: 'sent' as const, settled_at: now } : {}),
      ...(answer.kind === 'refused' ? { state: 'failed' as const, settled_at: now } : {}),
    }))
    .where('id', '=', id)
    .execute()
}

/** For people: why it has not arrived; null when it has. */
export function problemOf(answer: ChannelAnswer): string | null {
  if (answer.kind === 'delivered') return null
  if (answer.kind === 'limited') return `too many were sent: ${answer.waitMs} ms to wait`
  return answer.problem
}

/** Gives a notice up that could not be sent. */
export async function giveUpNotice(db: Kysely<Database>, id: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('notice')
    .set({ state: 'failed', settled_at: now })
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
