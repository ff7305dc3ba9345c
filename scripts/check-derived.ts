/**
 * Compares the roll-up of the configured database with a dump of the derived tables that the
 * reference would have (`hardware_status`, `latest_checkout`, `tree_listing`, `tree_tests_rollup`):
 *
 *   node scripts/check-derived.ts FILE.sql[.gz]
 *
 * Exit status 1 when a row differs.
 */
import { exitStatus, explain } from '../src/cli/command/failure.ts'
import { runCommand } from '../src/cli/command/run-command.ts'
import { scriptCommand } from './command/script-command.ts'
import { compareDerived, type TableComparison } from './derived/compare-derived.ts'

const [file = ''] = scriptCommand(
  'check-derived',
  'Compare the roll-up with a dump of derived tables',
)
  .argument('<file>', 'a plain dump of the derived tables of the reference; .gz is unpacked')
  .parse().args
try {
  await runCommand({ name: 'check-derived', statementTimeoutMs: 0 }, async ({ database }) => {
    const client = await database.pool.connect()
    try {
      for (const comparison of await compareDerived(client, file)) report(comparison)
    } finally {
      client.release()
    }
  })
} catch (error) {
  process.stderr.write(`${explain(error)}\n`)
  process.exitCode = exitStatus(error)
}

function report({ table, expected, missing, unexpected }: TableComparison): void {
  const differing = missing.rows + unexpected.rows
  if (differing > 0) process.exitCode = 1
  const verdict =
    differing === 0 ? 'equal' : `${missing.rows} missing, ${unexpected.rows} unexpected`
  process.stdout.write(`${table}: ${expected} rows expected, ${verdict}\n`)
  for (const row of missing.shown) process.stdout.write(`  missing    ${row}\n`)
  for (const row of unexpected.shown) process.stdout.write(`  unexpected ${row}\n`)
}
