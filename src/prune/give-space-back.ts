import type pg from 'pg'
import type { Logger } from '../platform/log/log.ts'
import { lettingOthersPass } from '../store/app/locks/letting-others-pass.ts'
import { namingLockHolders } from '../store/app/locks/lock-holders.ts'
import { withLongSession } from '../store/app/connection/long-session.ts'

/** What a prune takes rows from. */
const tables = [
  'tests',
  'builds',
  'checkouts',
  'incidents',
  'test_fact',
  'build_fact',
  'build_cell',
  'checkout_count',
  'checkout_hw',
  'checkout_origin',
  'incident_fact',
  'issue_tree',
  'day_dim',
  'build_lab_day',
  'lab_day',
  'arrival',
  'scope_version',
]

/** Bytes of these tables with their indexes. */
export type SpaceGivenBack = { before: number; after: number }

export type GiveBackOptions = {
  /**
   * Rewrites each table without gaps, and everybody who wants to read or write it waits meanwhile; nobody waits while it waits for
   * somebody who reads.
   */
  isFull: boolean
  /** Told who keeps a full one waiting. */
  log: Pick<Logger, 'warn'>
  signal?: AbortSignal | undefined
  onTable?: (table: string) => void
}

/**
 * Lets PostgreSQL use the room of removed rows again. A plain VACUUM holds up nobody: the end of a table goes
 * back to the file system, gaps are filled by new rows. A full one gives everything back.
 */
export async function giveSpaceBack(
  pool: pg.Pool,
  { isFull, log, signal, onTable = () => {} }: GiveBackOptions,
): Promise<SpaceGivenBack> {
  return withLongSession(pool, signal, async (client) => {
    const before = await sizeOf(client)
    const each = async (vacuum: (table: string) => Promise<unknown>) => {
      for (const table of tables) {
        signal?.throwIfAborted()
        onTable(table)
        await vacuum(table)
      }
    }
    if (isFull) {
      const naming = { log, waits: 'tables cannot be vacuumed yet' }
      await namingLockHolders(pool, client, naming, () =>
        each((table) => vacuumFull(client, table, signal)),
      )
    } else {
      await each((table) => client.query(`vacuum (analyze) ${table}`))
    }
    return { before, after: await sizeOf(client) }
  })
}

function vacuumFull(client: pg.ClientBase, table: string, signal?: AbortSignal) {
  return lettingOthersPass(client, signal, () => client.query(`vacuum (full, analyze) ${table}`))
}

async function sizeOf(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ bytes: number }>(
    'select sum(pg_total_relation_size(name::regclass))::float8 as bytes from unnest($1::text[]) as name',
    [tables],
  )
  return rows[0]?.bytes ?? 0
}
