import { setTimeout as sleep } from 'node:timers/promises'
import { jobsProcesses, type Sender } from '../world/mail-world.ts'
import { attemptsAt } from './attempt-begins.ts'
import { type MailFault, meetingMsMax, type Strike } from './mail-fault.ts'

/** Mails that may be quicker than the gate. */
const triesMax = 5

const killedBeforeFetch: MailFault = {
  name: 'killed with a mail queued and not fetched',
  strike: async ({ world, random, round }) => {
    await world.tell(round)
    await world.kill(random.pick(jobsProcesses))
    return (await attemptsAt(world, round)) === 0
  },
}

const killedBeforeAttempt: MailFault = {
  name: 'killed with a mail fetched and no attempt noted',
  strike: async (strike) => {
    const { world, round } = strike
    for (let attempt = 1; attempt <= triesMax; attempt += 1) {
      const subject = `${round}, ${attempt}`
      await world.tell(subject)
      const statement = 'select from report where subject = $1 and attempts = 0 for update'
      const isFirst = (await world.gate.shut(statement, [subject])) > 0
      const isMet = isFirst && (await killWhoeverWaits(strike, jobsProcesses))
      await world.gate.open()
      if (isMet) return true
    }
    return false
  },
}

/** Rows that a process needs once it has the answer of the server. */
const afterAnswer: Readonly<Record<string, string>> = {
  'killed with the answer there and not noted':
    'select from report where message_id = $1 for update',
  'killed with the answer noted and the queue not told': `
    select from pgboss.job where name = 'mail' and state = 'active'
      and (data ->> 'id')::bigint = (select id from report where message_id = $1)
    for update`,
}

const killedAfterAnswer = Object.entries(afterAnswer).map(([name, statement]): MailFault => ({
  name,
  strike: async (strike) => {
    const { world, round } = strike
    const answered = Promise.withResolvers<Sender>()
    let isShut = false
    world.behave((sender) => ({
      message: async ({ messageId }) => {
        if (isShut) return undefined
        isShut = true
        // none where somebody sends what the queue has not given it
        isShut = (await world.gate.shut(statement, [messageId])) > 0
        if (isShut) answered.resolve(sender)
        else await world.gate.open()
        return undefined
      },
    }))
    await world.tell(`${round}, first`)
    await world.tell(`${round}, second`)
    const sender = await Promise.race([answered.promise, sleep(meetingMsMax)])
    if (sender === undefined) return false
    const isMet = await killWhoeverWaits(strike, [sender])
    await world.gate.open()
    return isMet
  },
}))

/** A process that sends is killed before or after it has written something down. */
export const killedAtLedger: readonly MailFault[] = [
  killedBeforeFetch,
  killedBeforeAttempt,
  ...killedAfterAnswer,
]

/** What the process wanted to write is written after its death, or never. */
async function killWhoeverWaits(
  { world: { gate, kill }, random }: Strike,
  names: readonly Sender[],
): Promise<boolean> {
  const waiting = await gate.someoneWaits(names, { forMs: meetingMsMax })
  const sender = names.find((name) => name === waiting?.name)
  if (waiting === undefined || sender === undefined) return false
  await kill(sender)
  if (random.chance(0.5)) await gate.endSession(waiting)
  return true
}
