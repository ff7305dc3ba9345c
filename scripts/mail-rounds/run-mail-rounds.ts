import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { loadConfig } from '../../src/config/config.ts'
import { readEnv } from '../../src/config/env.ts'
import { Random } from '../../src/example-data/random.ts'
import { undelivered } from '../../src/notify/delivery/ledger/undelivered.ts'
import { openQueues } from '../../src/notify/delivery/open-delivery.ts'
import { tellMail } from '../../src/notify/delivery/tell-mail.ts'
import { prepareMail } from '../../src/notify/run/prepare-mail.ts'
import { createLog } from '../../src/platform/log.ts'
import type { Database } from '../../src/store/app/database-types.ts'
import { openDatabase } from '../../src/store/app/database.ts'
import type { Behaviour, MailServer } from '../../src/testing/mail-server.ts'
import { SupervisedProcess } from '../faults/world/supervised-process.ts'

export type MailRounds = {
  rounds: number
  seed: number
  env: Readonly<Record<string, string>>
  mailServer: MailServer
  workspace: string
}

/** Who gets each mail. */
export const recipients = ['a@example.org', 'b@example.org']

/** How long a fault lasts at most once a mail has met it, in milliseconds. */
const faultMsMax = 600

/** How long a mail may take to meet it: a process that was killed has to start. */
const meetingMsMax = 30_000

/** How long the last mails may take when nothing is broken any more. */
const settleMs = 300_000

/** One person has to wait, everybody has, the answer is refused, does not come, or is lost with the mail taken or not. */
const behaviours: Behaviour[] = [
  { recipient: (address) => (address === recipients[1] ? '451 come back later' : undefined) },
  { recipient: () => '421 too busy' },
  { message: () => '451 no room' },
  { message: () => 'hang' },
  { message: () => 'die' },
  { message: () => 'take and die' },
]

/**
 * In each round two mails are told and one thing breaks: a process is killed at some moment, or the server behaves
 * badly for a while. Afterwards nothing is broken, and mails have time to arrive.
 *
 * @returns what was told
 */
export async function runMailRounds(world: MailRounds): Promise<string[]> {
  const { rounds, seed, env, mailServer, workspace } = world
  const random = new Random(seed)
  const config = loadConfig(readEnv({ ...env }))
  await using database = openDatabase({
    url: env['DATABASE_URL'] ?? '',
    applicationName: 'mail rounds',
    poolSize: 3,
    acquireTimeoutMs: 30_000,
    statementTimeoutMs: 60_000,
    onIdleError: () => {},
  })
  await using queues = await openQueues(
    { config, database, log: createLog('error') },
    { supervises: false },
  )
  const processes = ['one', 'two'].map(
    (name) =>
      new SupervisedProcess({
        name,
        args: ['bin/treeline.js', 'serve', '--role', 'jobs'],
        env,
        logFile: join(workspace, `${name}.log`),
      }),
  )
  const told: string[] = []
  const tell = async (item: string) => {
    const report = {
      kind: 'fake' as const,
      items: [item],
      subject: item,
      subscribers: recipients,
      isRegression: false,
      render: () => ({ text: `${item}\n` }),
    }
    const mail = {
      to: [],
      cc: [],
      addMailingLists: false,
      ignoreRecipients: false,
      sender: config.notify.mail.sender,
      inReplyTo: null,
      now: new Date(),
    }
    const prepared = await prepareMail(database.db, report, mail)
    const { mails, announce } = queues
    await tellMail(
      { db: database.db, queue: mails, announce, rules: config.notify, again: false },
      report,
      prepared,
    )
    told.push(item)
  }
  for (let round = 1; round <= rounds; round += 1) {
    const kind = random.integer(0, behaviours.length + 1)
    const behaviour = behaviours[kind]
    if (behaviour !== undefined) mailServer.behaviour = behaviour
    await tell(`round ${round}, first`)
    await tell(`round ${round}, second`)
    await attemptBegins(database.db, told.at(-2) ?? '')
    await sleep(random.integer(0, faultMsMax))
    if (behaviour === undefined) await processes[random.integer(0, 1)]?.kill()
    mailServer.behaviour = {}
    if (round % 50 === 0) console.log(`      ${round} rounds`)
  }
  for (const until = Date.now() + settleMs; Date.now() < until; await sleep(500)) {
    if ((await undelivered(database.db)).queued === 0) break
  }
  await Promise.all(processes.map((each) => each.end()))
  return told
}

/** Waits until a process is at a mail, or has been. */
async function attemptBegins(db: Kysely<Database>, subject: string): Promise<void> {
  for (const until = Date.now() + meetingMsMax; Date.now() < until; await sleep(20)) {
    const { attempts } = await db
      .selectFrom('report')
      .select('attempts')
      .where('subject', '=', subject)
      .executeTakeFirstOrThrow()
    if (attempts > 0) return
  }
}
