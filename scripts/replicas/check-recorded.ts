import { join } from 'node:path'
import { checkAnswers } from '../conformance/check-answers.ts'
import { serve, treeline } from '../checks/treeline-process.ts'
import type { Tally } from '../checks/tally.ts'
import { valueShown } from '../checks/shown-metrics.ts'
import type { Cluster } from './cluster.ts'

export type RecordedCheck = {
  kit: string
  letter: string
  cluster: Cluster
  /** The addresses of primary and replicas through poolers in transaction mode. */
  pooledUrls: { primary: string; replicas: string[] }
  workspace: string
  tally: Tally
}

/** Fills the primary with a dataset and compares recorded answers that two workers read from replicas, through poolers. */
export async function checkRecorded(check: RecordedCheck): Promise<void> {
  const { kit, letter, cluster, pooledUrls, workspace, tally } = check
  const env = { DATA_DIR: join(workspace, 'data'), DEMO_DATA: 'false', LOG_LEVEL: 'warn' }
  const direct = { ...env, DATABASE_URL: cluster.primary.url }
  const dump = join(kit, '../data', `dataset-${letter}.sql.gz`)
  tally.check('the primary is migrated', treeline(['migrate', 'app', 'up'], direct))
  tally.check(`dataset ${letter}: restored`, treeline(['restore', dump], direct))
  const pooled = {
    ...env,
    DATABASE_URL: pooledUrls.primary,
    DATABASE_REPLICA_URLS: pooledUrls.replicas.join(','),
    WORKERS: '2',
  }
  await using served = await serve(pooled, { role: 'api' })
  const cases = join(kit, `cases-${letter}.jsonl.gz`)
  const report = join(workspace, `answers-${letter}.json`)
  await checkAnswers({ base: served.base, kit, cases, report, tally })
  const reads = await valueShown(served.metrics, 'treeline_replica_reads_total')
  const others = await valueShown(served.metrics, 'treeline_primary_reads_total')
  tally.check(
    `${reads.join(' and ')} reads by replicas, ${sum(others)} by the primary`,
    reads.every((count) => count > 0),
  )
  tally.check(
    'doctor finds the replicas',
    treeline(['doctor'], {
      ...direct,
      DATABASE_REPLICA_URLS: cluster.replicas.map(({ url }) => url).join(','),
    }),
  )
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}
