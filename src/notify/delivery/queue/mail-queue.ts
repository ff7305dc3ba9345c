import type { Transaction } from 'kysely'
import pg from 'pg'
import { fromKysely, PgBoss } from 'pg-boss'
import { errorMessage } from '../../../platform/error-message.ts'
import type { Logger } from '../../../platform/log.ts'
import { clientConfig } from '../../../store/app/connection/client-config.ts'
import type { MailWay } from '../../mail/mail.ts'
import type { Database } from '../../../store/app/database-types.ts'

/** Queues of mails by the way they take, and of those that were given up. */
const queueOf = { smtp: 'mail', outbox: 'mail-outbox' } as const
const givenUp = 'mail-given-up'

const daySeconds = 86_400

/** How long attempts that run may take when the program is asked to end. */
const stopMs = 5_000

export type MailQueueOptions = {
  /** Which mails: who may send nothing outside must not take what is to go there. */
  way: MailWay['name']
  url: string
  applicationName: string
  log: Pick<Logger, 'warn'>
  keep: { failedDays: number; waitingDays: number }
  retrySeconds: number
  /** Looks for lost work, and gives what waits too long up. One process does at a time. */
  supervises: boolean
}

/** Work that a process of the queue is given. */
type Mailing = { report: number }

export type MailQueue = AsyncDisposable & {
  readonly way: MailWay['name']
  /** Puts a mail into the queue, in the transaction that writes it down. */
  add(tx: Transaction<Database>, report: number): Promise<void>
  /** Has mails sent by this process, so many at a time; what throws is tried again. */
  work(
    atOnce: number,
    send: (report: number) => Promise<void>,
    giveUp: (report: number) => Promise<void>,
  ): Promise<void>
}

/**
 * Attempts: after one minute, two, four …, then each six hours; two days together. A server that is away
 * for a night is nothing new.
 */
const retries = { retryLimit: 15, retryBackoff: true, retryDelayMax: 21_600 }

/**
 * The queue in PostgreSQL, in a schema of its own (`pgboss`), which is made when it is missing. The ledger
 * decides what is sent; the queue only knows when it is to be tried.
 */
export async function openMailQueue(options: MailQueueOptions): Promise<MailQueue> {
  const { log, keep, supervises } = options
  const mails = queueOf[options.way]
  await using stack = new AsyncDisposableStack()
  const pool = stack.adopt(queuePool(options), (open) => open.end())
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, [...(values ?? [])]) },
    schedule: false,
    supervise: supervises,
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
  })
  boss.on('error', (error) => log.warn({ reason: errorMessage(error) }, 'the queue of mails'))
  stack.defer(() => boss.stop({ graceful: true, timeout: stopMs }))
  await boss.start()
  const kept = {
    retentionSeconds: keep.waitingDays * daySeconds,
    deleteAfterSeconds: keep.failedDays * daySeconds,
  }
  // longer than one attempt can take; a process that was killed is noticed by its silence
  const attempt = {
    ...retries,
    retryDelay: options.retrySeconds,
    expireInSeconds: 600,
    heartbeatSeconds: 10,
  }
  await settleQueue(boss, givenUp, kept)
  await settleQueue(boss, mails, { ...kept, ...attempt, deadLetter: givenUp })
  const opened = stack.move()
  return {
    way: options.way,
    add: async (tx, report) => {
      await boss.send(mails, { report } satisfies Mailing, { db: fromKysely(tx) })
    },
    work: async (atOnce, send, giveUp) => {
      const polling = { pollingIntervalSeconds: 1, batchSize: 1 }
      await boss.work<Mailing>(mails, { ...polling, localConcurrency: atOnce }, async (jobs) => {
        for (const { data } of jobs) await send(data.report)
      })
      await boss.work<Mailing>(givenUp, polling, async (jobs) => {
        for (const { data } of jobs) await giveUp(data.report)
      })
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

/** The library reads times as the driver gives them, so it has connections of its own. */
function queuePool({ url, applicationName, log }: MailQueueOptions): pg.Pool {
  const pool = new pg.Pool({
    ...clientConfig(url, applicationName),
    max: 2,
    connectionTimeoutMillis: 10_000,
    query_timeout: 60_000,
  })
  pool.on('error', ({ message }) => log.warn({ reason: message }, 'lost a connection of the queue'))
  return pool
}

/** Makes a queue, or brings one that is there to what settings say now. */
async function settleQueue(
  boss: PgBoss,
  name: string,
  options: Parameters<PgBoss['createQueue']>[1],
): Promise<void> {
  await boss.createQueue(name, options)
  await boss.updateQueue(name, options)
}
