import type { Transaction } from 'kysely'
import pg from 'pg'
import { fromKysely, PgBoss } from 'pg-boss'
import type { Logger } from '../../../platform/log/log.ts'
import { clientConfig } from '../../../store/app/connection/client-config.ts'
import type { Database } from '../../../store/app/schema/database-types.ts'
import { OpenConnections } from '../../../store/app/connection/open-connections.ts'
import { tellQueueTrouble } from './tell-queue-trouble.ts'

/** The queues. The outbox has one of its own, so that a process that may not send mails outside does not take those. */
export type QueueName = 'mail' | 'mail-outbox' | 'discord' | 'webhook'

/** The queue for what another one has given up. */
const givenUpQueueOf = {
  mail: 'mail-given-up',
  'mail-outbox': 'mail-given-up',
  discord: 'discord-given-up',
  webhook: 'webhook-given-up',
} as const satisfies Record<QueueName, string>

const daySeconds = 86_400

/** How long running attempts may take when the program is asked to end, in milliseconds. */
const stopMs = 5_000

export type DeliveryQueueOptions = {
  url: string
  applicationName: string
  log: Pick<Logger, 'warn'>
  keep: { failedDays: number; waitingDays: number }
  retrySeconds: number
  /** Aborted when the program stops waiting for PostgreSQL. */
  abandoned: AbortSignal
  /** Whether this process looks for lost work and gives up what waits too long; one process does so at a time. */
  supervises: boolean
}

/** What a queue holds: the number of a mail, or of a notice. */
type Delivering = { id: number }

export type DeliveryQueue = AsyncDisposable & {
  /** Adds a mail or notice to a queue, in the transaction that records it. */
  add(tx: Transaction<Database>, queue: QueueName, id: number): Promise<void>
  /** Lets this process work on a queue with `atOnce` calls of `send` at a time. What throws is tried again, at last `giveUp` is called. */
  work(
    queue: QueueName,
    atOnce: number,
    send: (id: number) => Promise<void>,
    giveUp: (id: number) => Promise<void>,
  ): Promise<void>
}

/** Attempts come after one minute, two, four …, then every six hours, for two days: servers may be away for a night. */
const retries = { retryLimit: 15, retryBackoff: true, retryDelayMax: 21_600 }

/**
 * Opens the queues in PostgreSQL, in a schema of their own (`pgboss`), which is made when it is missing. The ledger
 * decides what is sent; a queue only knows when it is to be tried.
 */
export async function openDeliveryQueue(options: DeliveryQueueOptions): Promise<DeliveryQueue> {
  const { log, abandoned } = options
  await using stack = new AsyncDisposableStack()
  const connections = new OpenConnections()
  stack.use(connections.cutWhen(abandoned))
  const pool = stack.adopt(queuePool(options, connections), (open) => open.end())
  const boss = createBoss(pool, options)
  boss.on('error', tellQueueTrouble(log))
  stack.defer(() => boss.stop({ graceful: true, timeout: stopMs }))
  await boss.start()
  const settle = settleOnce(boss, options)
  const opened = stack.move()
  return {
    add: async (tx, queue, id) => {
      await settle(queue)
      await boss.send(queue, { id } satisfies Delivering, { db: fromKysely(tx) })
    },
    work: async (queue, atOnce, send, giveUp) => {
      await settle(queue)
      // one a second, but without a pause while many wait
      const polling = { pollingIntervalSeconds: 1, batchSize: 1, burstWhenReadyExceeds: 2 }
      await boss.work<Delivering>(queue, { ...polling, localConcurrency: atOnce }, async (jobs) => {
        for (const { data } of jobs) await send(data.id)
      })
      await boss.work<Delivering>(givenUpQueueOf[queue], polling, async (jobs) => {
        for (const { data } of jobs) await giveUp(data.id)
      })
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

function createBoss(pool: pg.Pool, { supervises, abandoned }: DeliveryQueueOptions): PgBoss {
  return new PgBoss({
    db: {
      executeSql: async (text, values) => {
        abandoned.throwIfAborted()
        return pool.query(text, [...(values ?? [])])
      },
    },
    schedule: false,
    supervise: supervises,
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
    queueCacheIntervalSeconds: 10,
  })
}

/**
 * Makes a queue, and the one for what it gives up, when it is needed first: most processes that open the queues need one
 * of them, or none.
 */
function settleOnce(
  boss: PgBoss,
  { keep, retrySeconds }: DeliveryQueueOptions,
): (queue: QueueName) => Promise<void> {
  const kept = {
    retentionSeconds: keep.waitingDays * daySeconds,
    deleteAfterSeconds: keep.failedDays * daySeconds,
  }
  const tried = { ...kept, ...retries, retryDelay: retrySeconds }
  // longer than one attempt can take; a process that was killed is noticed by its silence
  const attempt = { ...tried, expireInSeconds: 600, heartbeatSeconds: 10 }
  const settled = new Set<QueueName>()
  return async (queue) => {
    if (settled.has(queue)) return
    const deadLetter = givenUpQueueOf[queue]
    // recording that something was given up can fail as well, while PostgreSQL is away: so that queue retries, too
    await settleQueue(boss, deadLetter, tried)
    await settleQueue(boss, queue, { ...attempt, deadLetter })
    settled.add(queue)
  }
}

/** The library has connections of its own, because it needs times parsed as the driver does by default. */
function queuePool(
  { url, applicationName, log }: DeliveryQueueOptions,
  { Client }: OpenConnections,
): pg.Pool {
  const pool = new pg.Pool({
    ...clientConfig(url, applicationName),
    Client,
    max: 2,
    connectionTimeoutMillis: 10_000,
    query_timeout: 60_000,
  })
  pool.on('error', ({ message }) => log.warn({ reason: message }, 'lost a connection of the queue'))
  return pool
}

/** Makes a queue, or updates an existing one to the settings. */
async function settleQueue(
  boss: PgBoss,
  name: string,
  options: Parameters<PgBoss['createQueue']>[1],
): Promise<void> {
  await boss.createQueue(name, options)
  await boss.updateQueue(name, options)
}
