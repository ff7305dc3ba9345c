/**
 * Runs Treeline with PostgreSQL's own streaming replication on this machine: a primary, two replicas, and PgBouncer in
 * transaction mode before each. Compares recorded answers that two workers read through them, then lets one
 * replica stop replaying and another one die while commits come, and looks whether an answer ever goes back.
 *
 *   npm run -s replicas -- [--kit DIR] [--dataset a|b] [--seconds N] [--summary FILE.json]
 *
 * Exit status 1 when something does not hold; without the programs of PostgreSQL (Debian: `postgresql`) or PgBouncer nothing is run.
 */
import { rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Option } from 'commander'
import { wholeNumberOption } from '../src/cli/command/option-values.ts'
import { Tally } from './checks/tally.ts'
import { scriptCommand } from './command/script-command.ts'
import { pgBouncerVersion, startPgBouncer } from './pgbouncer/pgbouncer.ts'
import { checkNeverBack } from './replicas/check-never-back.ts'
import { checkRecorded } from './replicas/check-recorded.ts'
import { replicaPrograms, startCluster } from './replicas/cluster.ts'
import { scratchFolder } from './checks/scratch-folder.ts'

const options = scriptCommand('replicas', 'Run Treeline with streaming replicas on this machine')
  .option('--kit <dir>', 'recorded answers to compare with; datasets lie beside it in data/')
  .addOption(
    new Option('--dataset <letter>', 'which of the datasets').choices(['a', 'b']).default('b'),
  )
  .option('--seconds <n>', 'how long replicas fail in turn', wholeNumberOption(5, 3600), 15)
  .option('--summary <file>', 'write the totals there, as JSON')
  .parse()
  .opts<{ kit?: string; dataset: string; seconds: number; summary?: string }>()
const programs = replicaPrograms()
if (programs === undefined || pgBouncerVersion() === undefined) {
  console.log('replicas: not run, PostgreSQL with pg_basebackup or PgBouncer is not installed')
  process.exit(0)
}

const tally = new Tally()
const workspace = scratchFolder('replicas')
try {
  await using cluster = await startCluster(programs, 2)
  if (options.kit !== undefined) {
    await using primary = await startPgBouncer(cluster.primary.url, 'transaction')
    await using one = await startPgBouncer(cluster.replicas[0]?.url ?? '', 'transaction')
    await using other = await startPgBouncer(cluster.replicas[1]?.url ?? '', 'transaction')
    const through = (port: number) => cluster.primary.url.replace(/:\d+\//u, `:${port}/`)
    const pooledUrls = {
      primary: through(primary.port),
      replicas: [through(one.port), through(other.port)],
    }
    const { dataset: letter } = options
    await checkRecorded({
      kit: resolve(options.kit),
      letter,
      cluster,
      pooledUrls,
      workspace,
      tally,
    })
  }
  await checkNeverBack(cluster, { seconds: options.seconds, workspace, tally })
} finally {
  rmSync(workspace, { recursive: true, force: true })
}
if (options.summary !== undefined) writeFileSync(options.summary, JSON.stringify(tally.total))
console.log(`replicas: ${tally.total.passed} passed, ${tally.total.failed} failed (${programs})`)
process.exitCode = tally.total.failed === 0 ? 0 : 1
