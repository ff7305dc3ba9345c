import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Tally } from '../checks/tally.ts'
import { serve } from '../checks/treeline-process.ts'

/** Answers with times, some of one statement and some of several. */
const paths = [
  '/api/test/o:a:1',
  '/api/build/o:a:b',
  '/api/build/o:a:b/tests',
  '/api/tree/?origin=o&interval_in_days=36500',
  '/api/tree/mainline/master?origin=o',
]
const rounds = 20

/** What is kept says nothing about the way to the database. */
const keepNothing = { RESPONSE_MEMORY_MAX_BYTES: '0', RESPONSE_CACHE_MAX_BYTES: '0' }

export type ServedDatabase = { directUrl: string; pooledUrl: string; dataDir: string }

/**
 * Compares what is answered through a pooler with what is answered without, while other clients of the
 * pooler leave settings of their own on the server processes that they share.
 */
export async function checkAnswers(
  name: string,
  role: 'all' | 'api',
  { directUrl, pooledUrl, dataDir }: ServedDatabase,
  tally: Tally,
): Promise<void> {
  const env = { DATA_DIR: dataDir, DEMO_DATA: 'false', LOG_LEVEL: 'warn', ...keepNothing }
  await using direct = await serve({ ...env, DATABASE_URL: directUrl }, { role: 'api' })
  await using pooled = await serve({ ...env, DATABASE_URL: pooledUrl }, { role })
  const expected = await Promise.all(paths.map((path) => answer(direct.base + path)))
  const isTimed = expected.some((text) => text.includes('T10:00:00.123456Z'))
  tally.check(`${name}: times are as submitted`, isTimed)
  const stop = new AbortController()
  const spoiling = [1, 2].map(() => spoilSettings(pooledUrl, stop.signal))
  let different = 0
  for (let round = 0; round < rounds; round += 1) {
    const answers = await Promise.all(paths.map((path) => answer(pooled.base + path)))
    different += answers.filter((text, index) => text !== expected[index]).length
  }
  stop.abort()
  await Promise.all(spoiling)
  const asked = rounds * paths.length
  tally.check(`${name}: ${asked} answers, ${different} different from direct ones`, different === 0)
  tally.check(
    `${name}: a client that left costs no statement`,
    await isCancelled(directUrl, pooled.base),
  )
}

async function answer(url: string): Promise<string> {
  const response = await fetch(url)
  return `${response.status} ${await response.text()}`
}

/** What a pooler does not take back when it lends a server process to the next client. */
async function spoilSettings(url: string, signal: AbortSignal): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  while (!signal.aborted) {
    await client.query(
      `set timezone = 'Asia/Tokyo'; set datestyle = 'SQL, DMY'; set extra_float_digits = -10`,
    )
    await sleep(2)
  }
  await client.end()
}

/** Lets a request hang at a lock, leaves, and looks whether its statement still waits. */
async function isCancelled(directUrl: string, base: string): Promise<boolean> {
  const blocker = new pg.Client({ connectionString: directUrl })
  await blocker.connect()
  const waiting = async () => {
    const { rowCount } = await blocker.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    return rowCount
  }
  try {
    await blocker.query('begin; lock table builds in access exclusive mode')
    const client = new AbortController()
    fetch(`${base}/api/build/o:a:b`, { signal: client.signal }).catch(() => {})
    for (let tries = 0; (await waiting()) === 0; tries += 1) {
      if (tries === 1_500) return false
      await sleep(20)
    }
    client.abort()
    for (let tries = 0; tries < 1_500 && (await waiting()) !== 0; tries += 1) await sleep(20)
    return (await waiting()) === 0
  } finally {
    await blocker.end()
  }
}
