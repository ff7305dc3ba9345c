/**
 * Tries docker-compose.yml and the image without Docker: looks at the file by the schema of Compose, and
 * runs what each service of the profiles dev and prod would run, with its settings and its health
 * check, as processes of this machine, in a folder that holds what the image holds:
 *
 *   npm run -s containers [-- --tools DIR] [--summary FILE.json]
 *
 * `DIR` holds the programs of scripts/containers/requirements.txt; without it the schema is not looked
 * at. Where PgBouncer is installed the readers ask by it. Exit status 1 when something is wrong.
 */
import { spawnSync } from 'node:child_process'
import { chmodSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parsePostgresAddress } from '../src/platform/postgres-address/postgres-address.ts'
import { asAdmin } from '../src/testing/database/database-admin.ts'
import { startThrowawayServer } from '../src/testing/database/throwaway-server.ts'
import { Tally } from './checks/tally.ts'
import { scriptCommand } from './command/script-command.ts'
import { makeImageFolder } from './containers/image-folder.ts'
import { runProfile } from './containers/run-profile.ts'
import { pgBouncerVersion, startPgBouncer } from './pgbouncer/pgbouncer.ts'
import { scratchFolder } from './checks/scratch-folder.ts'

const options = scriptCommand('containers', 'Try docker-compose.yml and the image without Docker')
  .option('--tools <dir>', 'the programs of scripts/containers/requirements.txt')
  .option('--summary <file>', 'write the totals there, as JSON')
  .parse()
  .opts<{ tools?: string; summary?: string }>()

const tally = new Tally()
const workspace = scratchFolder('containers')
chmodSync(workspace, 0o755)
const server = await startThrowawayServer()
try {
  if (options.tools === undefined) console.log('schema: not looked at, no tools were named')
  else checkSchema(options.tools)
  const folder = await makeImageFolder(workspace)
  const hasPgBouncer = pgBouncerVersion() !== undefined
  if (!hasPgBouncer) console.log('pgbouncer: not installed, readers ask PostgreSQL itself')
  await using pooler = hasPgBouncer ? await startPgBouncer(server.url, 'transaction') : undefined
  const { host, port, user, password } = parsePostgresAddress(server.url)
  for (const profile of ['prod', 'dev']) {
    await asAdmin(server.url, `create database ${profile}`)
    const postgres = {
      DB_HOST: host,
      DB_PORT: String(port),
      DB_NAME: profile,
      DB_USER: user,
      DB_PASSWORD: password ?? '',
    }
    const pgbouncer = { ...postgres, DB_HOST: '127.0.0.1', DB_PORT: String(pooler?.port ?? port) }
    const dataDir = join(workspace, profile)
    await runProfile(profile, { folder, dataDir, databases: { postgres, pgbouncer } }, tally)
  }
} finally {
  await server.stop()
  rmSync(workspace, { recursive: true, force: true })
}
if (options.summary !== undefined) writeFileSync(options.summary, JSON.stringify(tally.total))
console.log(`containers: ${tally.total.passed} passed, ${tally.total.failed} failed`)
process.exitCode = tally.total.failed === 0 ? 0 : 1

/** By the schema that the validator brings along. */
function checkSchema(tools: string): void {
  const args = ['--builtin-schema', 'vendor.compose-spec', 'docker-compose.yml']
  const { status, stdout, error } = spawnSync(join(tools, 'check-jsonschema'), args, {
    encoding: 'utf8',
  })
  tally.check(
    'docker-compose.yml fits the schema of Compose',
    status === 0,
    error?.message ?? stdout,
  )
}
