/**
 * Restores scripts twice, by psql and by `restore`, and compares what is in the five tables:
 *
 *   npm run -s restore:psql [-- --server URL] [--runs N] [--seed N] [--summary FILE.json]
 *
 * Needs PostgreSQL's client programs; dumps are made where pg_dump is not older than the server.
 * `--server` names one on which databases may be created, otherwise one is started; `--runs` is the
 * number of random scripts. Exit status 1 when rows differ, or a script is refused that must not be.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import fc from 'fast-check'
import { openBothWays, type Outcome } from './beside-psql/both-ways.ts'
import { dumpScripts } from './beside-psql/dump-scripts.ts'
import { randomScript } from './beside-psql/random-scripts.ts'
import { writtenScripts } from './beside-psql/written-scripts.ts'
import { Tally } from './checks/tally.ts'
import { startThrowawayServer } from '../src/testing/throwaway-server.ts'

const { values } = parseArgs({
  options: {
    server: { type: 'string' },
    runs: { type: 'string', default: '100' },
    seed: { type: 'string' },
    summary: { type: 'string' },
  },
})
const tally = new Tally()
const own = values.server === undefined ? await startThrowawayServer() : undefined
try {
  await using ways = await openBothWays(values.server ?? own?.url ?? '')
  const dumps = await dumpScripts(ways.psqlUrl)
  if (dumps.length === 0) console.log('dumps: not tried, pg_dump is older than the server')
  for (const { name, bytes, mustRestore } of [...dumps, ...writtenScripts]) {
    const outcome = await ways.compare(bytes)
    const right = 'rows' in outcome || ('refused' in outcome && !mustRestore)
    tally.check(`${name}: ${told(outcome)}`, right)
  }
  const counts = { same: 0, refused: 0, rows: 0 }
  const property = fc.asyncProperty(randomScript, async (script) => {
    const outcome = await ways.compare(Buffer.from(script, 'latin1'))
    if ('differs' in outcome) throw new Error(`${outcome.differs} differs`)
    if ('refused' in outcome) {
      counts.refused += 1
    } else {
      counts.same += 1
      counts.rows += outcome.rows
    }
  })
  const seed = values.seed === undefined ? {} : { seed: Number(values.seed) }
  const random = await fc.check(property, { numRuns: Number(values.runs), ...seed })
  if (random.failed) console.log(fc.defaultReportMessage(random))
  tally.check(`random: ${JSON.stringify(counts)}`, !random.failed)
} finally {
  await own?.stop()
}
if (values.summary !== undefined) writeFileSync(values.summary, JSON.stringify(tally.total))
console.log(`restore beside psql: ${tally.total.passed} passed, ${tally.total.failed} failed`)
process.exitCode = tally.total.failed === 0 ? 0 : 1

function told(outcome: Outcome): string {
  if ('refused' in outcome) return `refused, ${outcome.refused}`
  return 'differs' in outcome ? `${outcome.differs} differs` : `${outcome.rows} equal rows`
}
