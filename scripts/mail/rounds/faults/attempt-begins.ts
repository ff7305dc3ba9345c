import { setTimeout as sleep } from 'node:timers/promises'
import type { MailWorld } from '../world/mail-world.ts'
import { meetingMsMax } from './mail-fault.ts'

/** Waits until a process is at a mail, or has been; false when none came. */
export async function attemptBegins(world: MailWorld, subject: string): Promise<boolean> {
  for (const until = Date.now() + meetingMsMax; Date.now() < until; await sleep(20)) {
    if ((await attemptsAt(world, subject)) > 0) return true
  }
  return false
}

export async function attemptsAt(
  { database }: Pick<MailWorld, 'database'>,
  subject: string,
): Promise<number> {
  const { attempts } = await database.db
    .selectFrom('report')
    .select('attempts')
    .where('subject', '=', subject)
    .executeTakeFirstOrThrow()
  return attempts
}
