import { setTimeout as sleep } from 'node:timers/promises'
import type { Behaviour } from '../../../../src/testing/notices/mail-server.ts'
import { recipients } from '../world/recipients.ts'
import { attemptBegins } from './attempt-begins.ts'
import type { MailFault } from './mail-fault.ts'

/** How long a fault lasts at most once a mail has met it, in milliseconds. */
const faultMsMax = 600

/** One person has to wait, everybody has, the answer is refused, does not come, or is lost with the mail taken or not. */
const behaviours: Readonly<Record<string, Behaviour>> = {
  'one recipient is refused for now': {
    recipient: (address) => (address === recipients[1] ? '451 come back later' : undefined),
  },
  'every recipient is refused for now': { recipient: () => '421 too busy' },
  'the message is refused for now': { message: () => '451 no room' },
  'the server hangs with the message': { message: () => 'hang' },
  'the server dies with the message': { message: () => 'die' },
  'the server takes the message and dies': { message: () => 'take and die' },
}

/** Mail servers that behave badly for a while. */
export const badServers: readonly MailFault[] = Object.entries(behaviours).map(
  ([name, behaviour]) => ({
    name,
    strike: async ({ world, random, round }) => {
      world.behave(() => behaviour)
      await world.tell(`${round}, first`)
      await world.tell(`${round}, second`)
      const met = await attemptBegins(world, `${round}, first`)
      await sleep(random.integer(0, faultMsMax))
      return met
    },
  }),
)

/** A process is killed at any moment at all. */
export const killedSometime: MailFault = {
  name: 'killed at some moment',
  strike: async ({ world, random, round }) => {
    await world.tell(`${round}, first`)
    await world.tell(`${round}, second`)
    const met = await attemptBegins(world, `${round}, first`)
    await sleep(random.integer(0, faultMsMax))
    await world.kill(random.pick(['one', 'two']))
    return met
  },
}
