import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { expect, it } from 'vitest'
import { createLog } from '../../../platform/log/log.ts'
import { clusterIn } from '../../embedded/files/place.ts'
import {
  type EmbeddedPostgres,
  openEmbeddedPostgres,
} from '../../embedded/open-embedded-postgres.ts'
import { openVersionSession } from './version-session.ts'

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

/** What somebody takes the data for who connects now. */
async function datasetAt(url: string): Promise<string> {
  await using session = await openVersionSession({
    url,
    applicationName: 'test',
    silenceMs: 5_000,
    signal: new AbortController().signal,
    onVersion: () => {},
    onLost: () => {},
  })
  return (await session.look()).dataset
}

it('counts other data from the moment in which a server begins a line of history', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'treeline-test-'))
  await chmod(dataDir, 0o711)
  const settings = { fsync: 'off', shared_buffers: '16MB' }
  const start = () =>
    openEmbeddedPostgres({ dataDir, log: createLog('silent'), settings, noSync: true })
  let server: EmbeddedPostgres = await start()
  try {
    await ask(
      server.url,
      `create table scope_version (kind text, key text, changed bigint, counted_under timestamptz);
       insert into scope_version values ('global', '', 1)`,
    )
    const before = await datasetAt(server.url)
    await server.stop()
    await writeFile(join(clusterIn(server.place), 'standby.signal'), '')
    server = await start()
    const [checkpointer] = await ask(
      server.url,
      `select pid from pg_stat_activity where backend_type = 'checkpointer'`,
    )
    // as long as there is no checkpoint its record tells of the line before: with much in memory that is minutes
    process.kill(Number(checkpointer?.['pid']), 'SIGSTOP')
    await ask(server.url, 'select pg_promote()')
    const after = await datasetAt(server.url)
    process.kill(Number(checkpointer?.['pid']), 'SIGCONT')
    expect(after).not.toBe(before)
    await ask(server.url, 'checkpoint')
    expect(await datasetAt(server.url)).toBe(after)
  } finally {
    await server.stop()
    for (const directory of [server.place, dataDir]) {
      await rm(directory, { recursive: true, force: true })
    }
  }
})
