/**
 * Runs Treeline through the PgBouncer of this machine: every command and role in session mode, the API
 * in transaction mode, on a database whose settings would change what answers say.
 *
 *   npm run -s pgbouncer -- [--summary FILE.json]
 *
 * Exit status 1 when something does not work; without PgBouncer nothing is run.
 */
import { rmSync, writeFileSync } from 'node:fs'
import { asAdmin, urlOfDatabase } from '../src/testing/database/database-admin.ts'
import { startThrowawayServer } from '../src/testing/database/throwaway-server.ts'
import { Tally } from './checks/tally.ts'
import { scriptCommand } from './command/script-command.ts'
import { checkAnswers } from './pgbouncer/check-answers.ts'
import { checkCommands } from './pgbouncer/check-commands.ts'
import { pgBouncerVersion, type PoolMode, startPgBouncer } from './pgbouncer/pgbouncer.ts'
import { scratchFolder } from './checks/scratch-folder.ts'

const options = scriptCommand('pgbouncer', 'Run Treeline through the PgBouncer of this machine')
  .option('--summary <file>', 'write the totals there, as JSON')
  .parse()
  .opts<{ summary?: string }>()
const version = pgBouncerVersion()
if (version === undefined) {
  console.log('pgbouncer: not run, it is not installed')
  process.exit(0)
}
const database = 'pooled'
const emptyDatabase = 'restored'
const strangeSettings = [
  `timezone = 'Europe/Berlin'`,
  `datestyle = 'SQL, DMY'`,
  `extra_float_digits = -10`,
]

const tally = new Tally()
const workspace = scratchFolder('pgbouncer')
const server = await startThrowawayServer()
try {
  for (const name of [database, emptyDatabase]) await asAdmin(server.url, `create database ${name}`)
  for (const setting of strangeSettings) {
    await asAdmin(server.url, `alter database ${database} set ${setting}`)
  }
  await using session = await startPgBouncer(server.url, 'session')
  await using transaction = await startPgBouncer(server.url, 'transaction')
  const directUrl = urlOfDatabase(server.url, database)
  const pooler = { session, transaction }
  const urlOf = (mode: PoolMode, name: string): string => {
    const url = new URL(urlOfDatabase(server.url, name))
    url.port = String(pooler[mode].port)
    return url.href
  }
  checkCommands({ urlOf, database, emptyDatabase }, { workspace, tally })
  for (const [mode, role] of [
    ['session', 'all'],
    ['transaction', 'api'],
  ] as const) {
    const served = { directUrl, pooledUrl: urlOf(mode, database), dataDir: workspace }
    await checkAnswers(`${mode} mode`, role, served, tally)
  }
} finally {
  await server.stop()
  rmSync(workspace, { recursive: true, force: true })
}
if (options.summary !== undefined) writeFileSync(options.summary, JSON.stringify(tally.total))
console.log(`pgbouncer: ${tally.total.passed} passed, ${tally.total.failed} failed (${version})`)
process.exitCode = tally.total.failed === 0 ? 0 : 1
