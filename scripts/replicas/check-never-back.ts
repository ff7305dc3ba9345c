import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { valueShown } from '../checks/shown-metrics.ts'
import type { Tally } from '../checks/tally.ts'
import { serve } from '../checks/treeline-process.ts'
import { openDatabase } from '../../src/store/app/database.ts'
import { writeRows } from '../../src/testing/rows/write-rows.ts'
import type { Cluster, ClusterServer } from './cluster.ts'
import { type Commit, watchGrowing } from './never-back.ts'

/** Connections that ask, enough that both workers have some. */
const watchers = 6

/** Lets replicas fail in turn while commits come, and looks whether an answer ever goes back. */
export async function checkNeverBack(
  { primary, replicas }: Cluster,
  { seconds, workspace, tally }: { seconds: number; workspace: string; tally: Tally },
): Promise<void> {
  const [one, other] = replicas
  if (one === undefined || other === undefined) throw new Error('two replicas are wanted')
  await using served = await serve(
    {
      DATA_DIR: join(workspace, 'never-back'),
      DEMO_DATA: 'false',
      LOG_LEVEL: 'error',
      MIGRATE_ON_START: 'true',
      DATABASE_URL: primary.url,
      DATABASE_REPLICA_URLS: replicas.map(({ url }) => url).join(','),
      WORKERS: '2',
    },
    { role: 'api' },
  )
  const ending = new AbortController()
  const commits: Commit[] = []
  const writing = commitUntil(primary, commits, ending.signal)
  while (commits.length === 0) await sleep(10)
  const url = `${served.base}/api/build/o:never-back/tests`
  const watching = Array.from({ length: watchers }, () => watchGrowing(url, commits, ending.signal))
  const fit = () => valueShown(served.metrics, 'treeline_replica_fit')
  const stage = (seconds * 1000) / 5
  await sleep(stage)
  await one.ask('select pg_wal_replay_pause()')
  await sleep(stage)
  tally.check('a replica that does not replay is left alone', (await fit()).join() === '0,1')
  await other.kill()
  await sleep(stage)
  tally.check('one that is killed as well', (await fit()).join() === '0,0')
  await one.ask('select pg_wal_replay_resume()')
  await other.start()
  await sleep(2 * stage)
  tally.check('both are asked again when they have caught up', (await fit()).join() === '1,1')
  ending.abort()
  await writing
  const sights = await Promise.all(watching)
  const total = (what: keyof (typeof sights)[number]) =>
    sights.reduce((sum, sight) => sum + sight[what], 0)
  const said = `${commits.length} commits, ${total('asked')} answers`
  tally.check(`${said}: none failed (${total('failed')})`, total('failed') === 0)
  tally.check(`${said}: none went back (${total('wentBack')})`, total('wentBack') === 0)
  tally.check(`${said}: X-Data-As-Of is true (${total('tooOld')} are older)`, total('tooOld') === 0)
  tally.check(
    `readers kept up`,
    sights.every(({ newest }) => newest > commits.length * 0.9),
  )
}

/** Stores a test of one build again and again, as ingest does. */
async function commitUntil(
  { url }: ClusterServer,
  commits: Commit[],
  signal: AbortSignal,
): Promise<void> {
  await using database = openDatabase({
    url,
    applicationName: 'writer',
    poolSize: 1,
    acquireTimeoutMs: 5_000,
    statementTimeoutMs: 10_000,
    onIdleError: () => {},
  })
  const build = { id: 'o:never-back', origin: 'o', checkout_id: 'o:never-back', status: 'PASS' }
  const checkout = { id: 'o:never-back', origin: 'o', tree_name: 'mainline', git_commit_hash: 'H' }
  await writeRows(database.pool, { checkouts: [checkout], builds: [build] })
  for (let number = 1; !signal.aborted; number += 1) {
    const test = {
      id: `o:t${number}`,
      origin: 'o',
      build_id: build.id,
      path: 'ltp',
      status: 'PASS',
    }
    await writeRows(database.pool, { tests: [test] })
    commits.push({ number, at: Date.now() })
    await sleep(15)
  }
}
