import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Logger } from '../../../platform/log/log.ts'

/** Who holds what a session waits for, as far as its role may see that. */
type LockHolder = {
  /** Its process on the server; 0 for a prepared transaction, which no session has. */
  pid: number
  application: string | null
  user: string | null
  address: string | null
  state: string | null
  /** Since its transaction began. */
  seconds: number | null
}

/** Whoever keeps it waiting for longer is named, in milliseconds: less than a try waits (`lockTryMs`). */
const namedAfterMs = 1_000

/** Often enough to see each try that waits in vain. */
const lookEveryMs = 300

const holding =
  'other sessions hold locks; it goes on when they end, or are ended with pg_terminate_backend'

export type NamingOptions = {
  log: Pick<Logger, 'warn'>
  /** What they keep from being done. */
  waits: string
}

/** Does work on a connection, and names in the log, each once, those that keep it waiting for a lock for more than a second meanwhile. */
export async function namingLockHolders<Result>(
  pool: pg.Pool,
  client: pg.ClientBase,
  options: NamingOptions,
  work: () => Promise<Result>,
): Promise<Result> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const over = new AbortController()
  const naming = Promise.all(rows.map(({ pid }) => nameHolders(pool, pid, options, over.signal)))
  try {
    return await work()
  } finally {
    over.abort()
    await naming
  }
}

async function nameHolders(
  pool: pg.Pool,
  waiting: number,
  { log, waits }: NamingOptions,
  signal: AbortSignal,
): Promise<void> {
  const named = new Set<number>()
  while (!signal.aborted) {
    await sleep(lookEveryMs, undefined, { signal }).catch(() => {})
    if (signal.aborted) return
    // a server that cannot say so now fails the work as well, which tells why
    const holders = await holdersBefore(pool, waiting).catch(() => [])
    const others = holders.filter(({ pid }) => !named.has(pid))
    if (others.length > 0) log.warn({ holders: others }, `${waits}: ${holding}`)
    for (const { pid } of others) named.add(pid)
  }
}

async function holdersBefore(pool: pg.Pool, waiting: number): Promise<LockHolder[]> {
  const { rows } = await pool.query<LockHolder>(
    `select distinct blocking.pid, application_name as application, usename as user, host(client_addr) as address, state,
       extract(epoch from clock_timestamp() - xact_start)::integer as seconds
     from pg_locks waiting, unnest(pg_blocking_pids(waiting.pid)) as blocking (pid)
     left join pg_stat_activity a on a.pid = blocking.pid
     where waiting.pid = $1 and not waiting.granted
       and waiting.waitstart < clock_timestamp() - $2::integer * interval '1 ms'
     order by blocking.pid`,
    [waiting, namedAfterMs],
  )
  return rows
}
