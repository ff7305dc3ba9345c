import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Logger } from '../../platform/log.ts'

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

/** Who waits for no longer says nothing, in milliseconds. */
const lookEveryMs = 3_000

const waits =
  'the schema cannot be changed yet: other sessions hold locks; it goes on when they end, or are ended with pg_terminate_backend'

/** Does work on a connection, and names in the log, each once, those that keep it waiting for a lock meanwhile. */
export async function namingLockHolders<Result>(
  pool: pg.Pool,
  client: pg.ClientBase,
  log: Pick<Logger, 'warn'>,
  work: () => Promise<Result>,
): Promise<Result> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const over = new AbortController()
  const naming = Promise.all(rows.map(({ pid }) => nameHolders(pool, pid, log, over.signal)))
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
  log: Pick<Logger, 'warn'>,
  signal: AbortSignal,
): Promise<void> {
  const named = new Set<number>()
  while (!signal.aborted) {
    await sleep(lookEveryMs, undefined, { signal }).catch(() => {})
    if (signal.aborted) return
    // a server that cannot say so now fails the work as well, which tells why
    const holders = await holdersBefore(pool, waiting).catch(() => [])
    const others = holders.filter(({ pid }) => !named.has(pid))
    if (others.length > 0) log.warn({ holders: others }, waits)
    for (const { pid } of others) named.add(pid)
  }
}

async function holdersBefore(pool: pg.Pool, waiting: number): Promise<LockHolder[]> {
  const { rows } = await pool.query<LockHolder>(
    `select distinct blocking.pid, application_name as application, usename as user, host(client_addr) as address, state,
       extract(epoch from clock_timestamp() - xact_start)::integer as seconds
     from unnest(pg_blocking_pids($1)) as blocking (pid)
     left join pg_stat_activity a on a.pid = blocking.pid
     order by blocking.pid`,
    [waiting],
  )
  return rows
}
