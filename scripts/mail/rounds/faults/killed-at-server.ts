import { setTimeout as sleep } from 'node:timers/promises'
import type { Behaviour } from '../../../../src/testing/notices/mail-server.ts'
import { writeNewIssue } from '../world/new-issues.ts'
import { type MailFault, meetingMsMax } from './mail-fault.ts'

/** How each step looks to the server, which has whoever gives it a mail killed then. */
const steps: Readonly<Record<string, (kill: () => Promise<void>) => Behaviour>> = {
  'killed with an attempt noted and no connection': (kill) => ({ connection: () => void kill() }),
  'killed before the recipients': (kill) => ({ recipient: () => void kill() }),
  'killed before the message': (kill) => ({ data: () => void kill() }),
  'killed with the message given and not taken': (kill) => ({
    message: () => kill().then(() => 'die'),
  }),
  'killed with the message taken and no answer': (kill) => ({
    message: () => kill().then(() => 'take and die'),
  }),
}

/** A process is killed at a step that the mail server sees, whichever process comes first. */
export const killedAtServer: readonly MailFault[] = Object.entries(steps).map(
  ([name, behaviourOf]) => ({
    name,
    strike: async ({ world, random, round }) => {
      const met = Promise.withResolvers<true>()
      world.behave((sender) =>
        behaviourOf(async () => {
          world.behave(() => ({}))
          await world.kill(sender)
          met.resolve(true)
        }),
      )
      await writeNewIssue(world.database.pool, `maestro:${round}`)
      const telling = random.chance(0.3) ? world.teller.tell() : undefined
      await world.tell(`${round}, first`)
      await world.tell(`${round}, second`)
      const isMet = await Promise.race([met.promise, sleep(meetingMsMax, false)])
      await telling
      return isMet
    },
  }),
)
