/**
 * Looks whether other programs read what is written, and whether what they write is read:
 *
 *     npm run -s exchange -- [--tests N] [--summary FILE.json]
 *
 * Python's sqlite3 opens `dump --sqlite`; Python's tarfile and csv read and write archives of the reference; each form of `dump`
 * and `snapshot` is restored and written again, byte for byte the same. Exit status 1 when something differs.
 */
import { rmSync, writeFileSync } from 'node:fs'
import { wholeNumberOption } from '../src/cli/command/option-values.ts'
import { startThrowawayServer } from '../src/testing/database/throwaway-server.ts'
import { Tally } from './checks/tally.ts'
import { scriptCommand } from './command/script-command.ts'
import { checkArchives } from './exchange/check-archives.ts'
import { checkForms } from './exchange/check-forms.ts'
import { checkSqlite } from './exchange/check-sqlite.ts'
import { openFilledDatabase } from './exchange/filled-database.ts'
import { hasPython } from './exchange/peer.ts'
import { scratchFolder } from './checks/scratch-folder.ts'

const options = scriptCommand('exchange', 'Exchange rows with other programs, both ways')
  .option('--tests <n>', 'tests in the database', wholeNumberOption(100, 10_000_000), 5_000)
  .option('--summary <file>', 'write the totals there, as JSON')
  .parse()
  .opts<{ tests: number; summary?: string }>()

const tally = new Tally()
const workspace = scratchFolder('exchange')
const server = await startThrowawayServer(options.tests)
try {
  await using filled = await openFilledDatabase(server.url, workspace, options.tests)
  await checkForms(tally, filled)
  if (hasPython()) {
    await checkSqlite(tally, filled)
    await checkArchives(tally, filled)
  } else {
    console.log('other programs: not tried, python3 is not installed')
  }
} finally {
  await server.stop()
  rmSync(workspace, { recursive: true, force: true })
}
if (options.summary !== undefined) writeFileSync(options.summary, JSON.stringify(tally.total))
console.log(`exchange: ${tally.total.passed} passed, ${tally.total.failed} failed`)
process.exitCode = tally.total.failed === 0 ? 0 : 1
