import { writeNewIssue } from '../world/new-issues.ts'
import { senders } from '../world/mail-world.ts'
import { type MailFault, meetingMsMax } from './mail-fault.ts'

/** What whoever tells needs at each step, and the statement with which it asks for it. */
const steps: Readonly<Record<string, { lock: string; withStatement: string }>> = {
  'killed with an issue found and not written down': {
    lock: "select pg_advisory_xact_lock(hashtext('treeline.tell'))",
    withStatement: 'treeline.tell',
  },
  'killed with the ledger written and not the queue': {
    lock: 'lock table pgboss.job in share mode',
    withStatement: 'insert into',
  },
  'killed with all told and not noted until when it looked': {
    lock: 'lock table report_window in share mode',
    withStatement: 'report_window',
  },
}

/** Who tells of new issues, by command or by schedule, is killed between two steps. What it had begun in PostgreSQL ends in either way. */
export const killedWhileTelling: readonly MailFault[] = Object.entries(steps).map(
  ([name, { lock, withStatement }]) => ({
    name,
    strike: async ({ world, random, round }) => {
      const { gate, teller } = world
      await gate.shut(lock)
      await writeNewIssue(world.database.pool, `maestro:${round}`)
      const telling = teller.tell()
      const waiting = await gate.someoneWaits(senders, { forMs: meetingMsMax, withStatement })
      const sender = senders.find((each) => each === waiting?.name)
      if (sender !== undefined) await world.kill(sender)
      if (waiting !== undefined && random.chance(0.5)) await gate.endSession(waiting)
      await gate.open()
      await telling
      return waiting !== undefined
    },
  }),
)
