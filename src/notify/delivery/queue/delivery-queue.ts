import type { Transaction } from 'kysely'
import pg from 'pg'
import { fromKysely, PgBoss } from 'pg-boss'
import { errorMessage } from '../../../platform/error-message.ts'
import type { Logger } from '../../../platform/log.ts'
import { clientConfig } from '../../../store/app/connection/client-config.ts'
import type { Database } from '../../../store/app/database-types.ts'
import { OpenConnections } from '../../../store/app/open-connections.ts'

/** Who may send nothing outside must not take what is to go there: the outbox has a queue of its own. */
export type QueueName = 'mail' | 'mail-outbox' | 'discord' | 'webhook'

/** Where those go that were given up. */
const givenUpQueueOf = {
  mail: 'mail-given-up',
  'mail-outbox': 'mail-given-up',
  discord: 'discord-given-up',
  webhook: 'webhook-given-up',
} as const satisfies Record<QueueName, string>

const daySeconds = 86_400

/** How long attempts that run may take when the program is asked to end. */
const stopMs = 5_000

export type DeliveryQueueOptions = {
  url: string
  applicationName: string
  log: Pick<Logger, 'warn'>
  keep: { failedDays: number; waitingDays: number }
  retrySeconds: number
  /** Aborted when the program waits for PostgreSQL no longer. */
  abandoned: AbortSignal
  /** Looks for lost work, and gives what waits too long up. One process does at a time. */
  supervises: boolean
}

/** Work that a process of a queue is given: the number of a mail, or of a notice. */
type Delivering = { id: number }

export type DeliveryQueue = AsyncDisposable & {
  /** Puts something into a queue, in the transaction that writes it down. */
  add(tx: Transaction<Database>, queue: QueueName, id: number): Promise<void>
  /** Has it sent by this process, so many at a time; what throws is tried again. */
  work(
    queue: QueueName,
    atOnce: number,
    send: (id: number) => Promise<void>,
    giveUp: (id: number) => Promise<void>,
  ): Promise<void>
}

/**
 * Attempts: after one minute, two, four …, then each six hours; two days together. A server that is away
 * for a night is nothing new.
 */
const retries = { retryLimit: 15, retryBackoff: true, retryDelayMax: 21_600 }

/**
 * The queues in PostgreSQL, in a schema of their own (`pgboss`), which is made when it is missing. The ledger
 * decides what is sent; a queue only knows when it is to be tried.
 */
export async function openDeliveryQueue(options: DeliveryQueueOptions): Promise<DeliveryQueue> {
  const { log, keep, supervises, abandoned } = options
  await using stack = new AsyncDisposableStack()
  const connections = new OpenConnections()
  stack.use(connections.cutWhen(abandoned))
  const pool = stack.adopt(queuePool(options, connections), (open) => open.end())
  const boss = new PgBoss({
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
  boss.on('error', (error) => log.warn({ reason: errorMessage(error) }, 'the queue of deliveries'))
  stack.defer(() => boss.stop({ graceful: true, timeout: stopMs }))
  await boss.start()
  const kept = {
    retentionSeconds: keep.waitingDays * daySeconds,
    deleteAfterSeconds: keep.failedDays * daySeconds,
  }
  const tried = { ...kept, ...retries, retryDelay: options.retrySeconds }
  // longer than one attempt can take; a process that was killed is noticed by its silence
  const attempt = { ...tried, expireInSeconds: 600, heartbeatSeconds: 10 }
  const settled = new Set<QueueName>()
  // when it is needed first: most processes that open the queues need one of them, or none
  const settle = async (queue: QueueName) => {
    if (settled.has(queue)) return
    const deadLetter = givenUpQueueOf[queue]
    // to write down that something was given up can fail as well: PostgreSQL may be away
    await settleQueue(boss, deadLetter, tried)
    await settleQueue(boss, queue, { ...attempt, deadLetter })
    settled.add(queue)
  }
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

/** The library reads times as the driver gives them, so it has connections of its own. */
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

/** Makes a queue, or brings one that is there to what settings say now. */
async function settleQueue(
  boss: PgBoss,
  name: string,
  options: Parameters<PgBoss['createQueue']>[1],
): Promise<void> {
  await boss.createQueue(name, options)
  await boss.updateQueue(name, options)
}
