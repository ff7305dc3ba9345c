import { setTimeout as sleep } from 'node:timers/promises'
import { Random } from '../../../src/example-data/random.ts'
import { undelivered } from '../../../src/notify/delivery/ledger/undelivered.ts'
import { badServers, killedSometime } from './faults/bad-servers.ts'
import { killedAtLedger } from './faults/killed-at-ledger.ts'
import { killedAtServer } from './faults/killed-at-server.ts'
import { killedWhileTelling } from './faults/killed-while-telling.ts'
import type { MailFault } from './faults/mail-fault.ts'
import type { MailWorld } from './world/mail-world.ts'

const faults: readonly MailFault[] = [
  ...killedWhileTelling,
  ...killedAtLedger,
  ...killedAtServer,
  killedSometime,
  ...badServers,
]

/** How long the last mails may take when nothing is broken any more. */
const settleMs = 300_000

/** A mail may be quicker than what is to befall it. */
const attemptsMax = 3

/** How often a fault struck, and how often a mail met it. */
export type Struck = { name: string; times: number; met: number }

/**
 * In each round something is told and one thing breaks: a process is killed between two steps or at some moment,
 * or mail servers behave badly for a while. Afterwards nothing is broken, and mails have time to arrive.
 */
export async function runMailRounds(
  world: MailWorld,
  { rounds, seed }: { rounds: number; seed: number },
): Promise<Struck[]> {
  const random = new Random(seed)
  const struck = faults.map(({ name }): Struck => ({ name, times: 0, met: 0 }))
  for (let number = 1; number <= rounds; number += 1) {
    // each of them once, before chance decides
    const kind = number <= faults.length ? number - 1 : random.integer(0, faults.length - 1)
    const [fault, count] = [faults[kind], struck[kind]]
    if (fault === undefined || count === undefined) continue
    for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
      count.times += 1
      const isMet = await fault.strike({ world, random, round: `round ${number}.${attempt}` })
      world.behave(() => ({}))
      if (!isMet) continue
      count.met += 1
      break
    }
    if (number % 50 === 0) console.log(`      ${number} rounds`)
  }
  // whatever is left of new issues
  await world.teller.tell()
  for (const until = Date.now() + settleMs; Date.now() < until; await sleep(500)) {
    if ((await undelivered(world.database.db)).queued === 0) break
  }
  return struck
}
