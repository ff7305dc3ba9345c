/**
 * Restores dumps and odd scripts twice, by psql and by `restore`, and compares what is in the five
 * tables:
 *
 *   npm run -s restore:psql [-- --server URL] [--runs N] [--seed N] [--summary FILE.json]
 *
 * Needs PostgreSQL's client programs. Dumps are made where pg_dump is not older than the server.
 * Exit status 1 when rows differ, or when something is refused that must be restored.
 */
import { rmSync, writeFileSync } from 'node:fs'
import { openBothWays, type Outcome } from './beside-psql/both-ways.ts'
import { dumpScripts } from './beside-psql/dump-scripts.ts'
import { tryRandomScripts } from './beside-psql/random-scripts.ts'
import { writtenScripts } from './beside-psql/written-scripts.ts'
import { scriptCommand } from './command/script-command.ts'
import { Tally } from './checks/tally.ts'
import { wholeNumberOption } from '../src/cli/command/option-values.ts'
import { startThrowawayServer } from '../src/testing/database/throwaway-server.ts'
import { scratchFolder } from './checks/scratch-folder.ts'

const options = scriptCommand('restore:psql', 'Compare what restore makes of a script with psql')
  .option('--server <url>', 'where databases may be created; default: a server of its own')
  .option('--runs <n>', 'random scripts to try', wholeNumberOption(0, 1_000_000), 100)
  .option(
    '--seed <n>',
    'of the random scripts; default: another one each time',
    wholeNumberOption(0, 2 ** 31 - 1),
  )
  .option('--summary <file>', 'write the totals there, as JSON')
  .parse()
  .opts<{ server?: string; runs: number; seed?: number; summary?: string }>()
const tally = new Tally()
const folder = scratchFolder('archives')
const own = options.server === undefined ? await startThrowawayServer() : undefined
try {
  await using ways = await openBothWays(options.server ?? own?.url ?? '')
  const dumps = await dumpScripts(ways.psqlUrl, folder)
  if (dumps.length === 0) console.log('dumps: not tried, pg_dump is older than the server')
  for (const { name, bytes, archive, mustRestore } of [...dumps, ...writtenScripts]) {
    const outcome = await ways.compare(bytes, archive)
    const right = 'rows' in outcome || ('refused' in outcome && !mustRestore)
    tally.check(`${name}: ${told(outcome)}`, right)
  }
  const random = await tryRandomScripts(ways, options)
  tally.check(`random scripts: ${random.told}`, random.right)
} finally {
  await own?.stop()
  rmSync(folder, { recursive: true, force: true })
}
if (options.summary !== undefined) writeFileSync(options.summary, JSON.stringify(tally.total))
console.log(`restore beside psql: ${tally.total.passed} passed, ${tally.total.failed} failed`)
process.exitCode = tally.total.failed === 0 ? 0 : 1

function told(outcome: Outcome): string {
  if ('refused' in outcome) return `refused, ${outcome.refused}`
  return 'differs' in outcome ? `${outcome.differs} differs` : `${outcome.rows} equal rows`
}
