import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { valueShown } from '../checks/shown-metrics.ts'
import type { Tally } from '../checks/tally.ts'
import { serve } from '../checks/treeline-process.ts'
import { openDatabase } from '../../src/store/app/database.ts'
import { writeRows } from '../../src/testing/rows/write-rows.ts'
import type { Cluster, ClusterServer } from './cluster.ts'
import { type Commit, nothingSeen, type Sight, watchGrowing } from './never-back.ts'

/** What is to come soon may take so long on a machine with other work, in milliseconds. */
const patienceMs = 30_000

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
  const written = new AbortController()
  const ending = new AbortController()
  const commits: Commit[] = []
  const writing = commitUntil(primary, commits, written.signal)
  while (commits.length === 0) await sleep(10)
  const url = `${served.base}/api/build/o:never-back/tests`
  const sights = Array.from({ length: watchers }, nothingSeen)
  const watching = sights.map((sight) => watchGrowing(url, { commits, sight }, ending.signal))
  const becomeFit = async (wanted: string) => {
    const isSo = async () =>
      (await valueShown(served.metrics, 'treeline_replica_fit')).join() === wanted
    for (const until = Date.now() + patienceMs; Date.now() < until; await sleep(100)) {
      if (await isSo()) return true
    }
    return false
  }
  const stage = (seconds * 1000) / 5
  await sleep(stage)
  await one.ask('select pg_wal_replay_pause()')
  await sleep(stage)
  tally.check('a replica that does not replay is left alone', await becomeFit('0,1'))
  await other.kill()
  await sleep(stage)
  tally.check('one that is killed as well', await becomeFit('0,0'))
  await one.ask('select pg_wal_replay_resume()')
  await other.start()
  await sleep(2 * stage)
  tally.check('both are asked again when they have caught up', await becomeFit('1,1'))
  written.abort()
  await writing
  const areSeen = () => sights.every(({ newest }) => newest >= commits.length)
  for (const until = Date.now() + patienceMs; Date.now() < until && !areSeen();) await sleep(100)
  ending.abort()
  await Promise.all(watching)
  const total = (what: keyof Sight) => sights.reduce((sum, sight) => sum + sight[what], 0)
  const said = `${commits.length} commits, ${total('asked')} answers`
  tally.check(`${said}: none failed (${total('failed')})`, total('failed') === 0)
  tally.check(`${said}: none went back (${total('wentBack')})`, total('wentBack') === 0)
  tally.check(`${said}: X-Data-As-Of is true (${total('tooOld')} are older)`, total('tooOld') === 0)
  tally.check('all readers have seen the last commit', areSeen())
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
