import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { hasAuditTable, listEvents } from '../audit/audit-table.ts'
import { createTestDatabase, type TestDatabase } from '../testing/database/test-database.ts'
import { buildProgram } from './program.ts'

/** What changes nothing in a database on purpose, or is the daily work of the service. */
const readers = [
  'audit',
  'cache clear',
  'cache stats',
  'cache warm',
  'doctor',
  'dump',
  'env',
  'env generate',
  'jobs failed',
  'jobs list',
  'jobs history',
  'migrate',
  'rollup verify',
  'schema',
  'serve',
  'snapshot',
  'subscriptions check',
  'token list',
]

/** Every other command, as somebody would run it; in this order, on one database. */
const actions: { action: string; args: string[] }[] = [
  { action: 'token create', args: ['--origin', 'maestro'] },
  { action: 'token revoke', args: ['no-such-token'] },
  { action: 'restore', args: ['dump.sql'] },
  { action: 'copy-db', args: ['--from', 'postgresql://nobody@localhost:1/none'] },
  { action: 'fixtures load', args: ['trees', '--yes'] },
  { action: 'rollup rebuild', args: [] },
  { action: 'rollup verify', args: ['--repair'] },
  { action: 'trees rename', args: ['old', 'new', '--yes'] },
  { action: 'prune', args: ['--older-than', '99 days', '--yes'] },
  { action: 'registry update', args: ['--index', 'no-index.yaml'] },
  { action: 'treeproof', args: ['--file', './tree-names.yaml'] },
  { action: 'jobs run', args: ['history'] },
  { action: 'ingest retry', args: ['--spool-dir', './', '--all'] },
  { action: 'ingest sweep', args: ['--spool-dir', './'] },
  { action: 'notifications', args: ['--action', 'fake_report', '--send', '--yes'] },
  { action: 'ledger import', args: ['no-ledger.sqlite3'] },
  { action: 'jobs retry', args: ['1'] },
  { action: 'jobs delete', args: ['1'] },
  { action: 'jobs flush', args: ['--yes'] },
  { action: 'migrate app up', args: [] },
  { action: 'migrate app down', args: [] },
]

let database: TestDatabase
let folder: string
let said: string

beforeAll(async () => {
  database = await createTestDatabase()
  folder = mkdtempSync(join(tmpdir(), 'treeline-audited-'))
  writeFileSync(
    join(folder, 'dump.sql'),
    'COPY public.issues (id, version, origin) FROM stdin;\n\\.\n',
  )
})
afterAll(async () => {
  await database.drop()
  rmSync(folder, { recursive: true })
})
beforeEach(() => {
  said = ''
  vi.stubEnv('DATABASE_URL', database.url)
  vi.stubEnv('DATA_DIR', folder)
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += text
    return true
  })
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

it('knows of every command whether it changes something', async () => {
  const known = [...readers, ...actions.map(({ action }) => action)]
  const unknown = leaves(await buildProgram()).filter(
    (name) => !known.some((each) => each.startsWith(name)),
  )
  expect(unknown, 'name it among the readers, or among the actions').toEqual([])
})

describe('leaves a record of what changes something, also when it fails', () => {
  it.each(actions)('$action', async ({ action, args }) => {
    const words = action.split(' ')
    const inFolder = args.map((arg) => (arg.includes('.') ? join(folder, arg) : arg))
    const program = await buildProgram(words[0])
    await program.parseAsync([...words, ...inFolder], { from: 'user' }).catch(() => {})
    if (!(await hasAuditTable(database.db))) {
      // what took the trail itself back
      expect(said).toContain('no audit trail')
      return
    }
    const [newest] = await listEvents(database.db, { limit: 1 })
    expect(newest).toMatchObject({ action, outcome: expect.any(String) })
  })
})

/** Names of the commands that do something, with those above them: `token create`. */
function leaves(command: Command, above: string[] = []): string[] {
  return command.commands.flatMap((each) => {
    const path = [...above, each.name()]
    return each.commands.length === 0 ? [path.join(' ')] : leaves(each, path)
  })
}
