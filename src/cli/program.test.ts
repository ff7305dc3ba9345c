import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { ShutdownRequested } from '../platform/process/shutdown.ts'
import { version } from '../platform/process/version.ts'
import { RestoreError } from '../transfer/restore/restore-error.ts'
import { exitStatus, explain } from './command/failure.ts'
import { buildProgram } from './program.ts'
import { runHere } from './testing/run-here.ts'

describe('a mistake ends with exit status 2 and says what was wrong', () => {
  it.each([
    ['an unknown command', ['nonsense'], "unknown command 'nonsense'"],
    ['an unknown option', ['serve', '--port', '1'], "unknown option '--port'"],
    ['an unknown role', ['serve', '--role', 'x'], 'Allowed choices are all, api, ingest, jobs'],
    ['a missing option', ['ingest'], '--spool-dir'],
    ['a wrong number', ['rollup', 'verify', '--sample', '0'], 'whole number from 1'],
    [
      'contradicting options',
      ['rollup', 'verify', '--all', '--sample', '9'],
      'cannot be used with',
    ],
    ['a token of nobody', ['token', 'create'], '--origin'],
    ['an origin that is none', ['token', 'create', '--origin', 'A B'], 'a-z, 0-9 and _'],
    [
      'a token without end',
      ['token', 'create', '--origin', 'a', '--days', '0'],
      'whole number from 1',
    ],
    ['a prune of everything', ['prune'], '--older-than'],
    ['an age that is none', ['prune', '--older-than', '3 moons'], 'expected an interval'],
    [
      'a table that is not pruned',
      ['prune', '--older-than', '3 days', '--tables', 'tests,issues'],
      'expected some of checkouts, builds, tests',
    ],
    ['a wrong database name', ['migrate', 'redis'], 'Allowed choices are app, cache'],
  ])('%s', async (_, args, message) => {
    const { status, said, complained } = await runHere(args)
    expect(complained).toContain(message)
    expect(complained).toMatch(/^treeline: /)
    expect(said).toBe('')
    expect(status).toBe(2)
  })
})

// most often of a variable that is not set; it would mean the folder in which one stands
it.each([
  [['serve', '--trees-file']],
  [['ingest', '--once', '--spool-dir']],
  [['ingest', '--once', '--spool-dir', '.', '--trees-file']],
  [['ingest', 'retry', '--all', '--spool-dir']],
  [['ingest', 'sweep', '--spool-dir']],
  [['restore']],
  [['snapshot', '--start-interval', '1 day', '--filepath']],
  [['dump', '--output']],
  [['treeproof', '--file']],
  [['registry', 'update']],
  [['registry', 'update', '--index']],
  [['cache', 'warm', '--base']],
  [['ledger', 'import']],
  [['subscriptions', 'check']],
  [['notifications', '--action', 'fake_report', '--preview']],
  [['notifications', '--action', 'test_report', '--id']],
  [['notifications', '--action', 'summary', '--summary-signup-folder']],
])('an empty name is refused: %j', async (args) => {
  // nothing would begin without the refusal either
  const { status, complained } = await runHere([...args, ''], { DATABASE_URL: 'nonsense' })
  expect(complained).toContain('expected a name, and got nothing')
  expect(status).toBe(2)
})

describe('a schedule that cannot be read', () => {
  const settings = {
    DATABASE_URL: 'postgresql://127.0.0.1:1/x',
    ENV_FILES: 'false',
    PORT: '0',
    METRICS_PORT: '0',
    RECEIVER_PORT: '0',
    JOBS_SCHEDULE_FILE: '/no/file',
  }

  it.each(['serve', 'env'])('ends %s before anything is opened', async (command) => {
    const { status, complained } = await runHere([command], settings)
    expect(complained).toMatch(/^JOBS_SCHEDULE_FILE: \/no\/file: ENOENT/)
    expect(status).toBe(2)
  })

  it('is a finding of doctor', async () => {
    const { said } = await runHere(['doctor'], settings)
    process.exitCode = undefined
    expect(said).toMatch(/^ERROR +settings: JOBS_SCHEDULE_FILE: \/no\/file: ENOENT/)
  })
})

it.each([
  [['--help']],
  [['serve', '--help']],
  [['rollup', 'verify', '--help']],
  [['help', 'ingest']],
])('%j tells what can be given', async (args) => {
  const { status, said } = await runHere(args)
  expect(said).toMatch(/^Usage: treeline/)
  expect(status).toBe(0)
})

describe('the process', () => {
  const program = join(import.meta.dirname, '../../bin/treeline.js')
  const treeline = (args: string[], env: Record<string, string>) =>
    spawnSync(process.execPath, [program, ...args], {
      env: { PATH: process.env['PATH'] ?? '', ENV_FILES: 'false', ...env },
      encoding: 'utf8',
    })

  it('leaves nothing in the folder where somebody works', { timeout: 30_000 }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'treeline-work-'))
    const env = { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: '' }
    const { status } = spawnSync(process.execPath, [program, '--version'], { cwd: folder, env })
    expect(status).toBe(0)
    expect(readdirSync(folder)).toEqual([])
    rmSync(folder, { recursive: true })
  })

  it('names a wrong variable in one line', { timeout: 30_000 }, () => {
    const { status, stdout, stderr } = treeline(['serve'], { PORT: 'abc' })
    expect(stderr).toBe('treeline: PORT: expected a whole number from 0 to 65535, got "abc"\n')
    expect(stdout).toBe('')
    expect(status).toBe(2)
  })

  it('says what to look at when the database cannot be reached', { timeout: 30_000 }, () => {
    const env = { DATABASE_URL: 'postgresql://127.0.0.1:1/x' }
    const { status, stderr } = treeline(['migrate', 'app', 'status'], env)
    expect(stderr).toMatch(/^treeline: cannot use PostgreSQL: .*DATABASE_URL.*\n$/)
    expect(status).toBe(3)
  })

  it('migrates the local cache in steps, without any PostgreSQL', { timeout: 30_000 }, () => {
    const dir = mkdtempSync(join(tmpdir(), 'treeline-cli-'))
    const env = { DATA_DIR: dir, DATABASE_URL: 'postgresql://127.0.0.1:1/x' }
    const said = (verb: string) => treeline(['migrate', 'cache', verb], env).stdout
    expect(said('status')).toMatch(/^not applied .*responses\n/)
    expect(said('up')).toMatch(/^applied: .*responses\n/)
    expect(said('status')).toMatch(/^20.*responses\n/)
    const [, newest = ''] = /^taken back: (\S+)\n$/.exec(said('down')) ?? []
    expect(newest).not.toBe('')
    expect(said('status')).toMatch(new RegExp(`^not applied +${newest}$`, 'm'))
    rmSync(dir, { recursive: true })
  })
})

const coded = (code: string) => Object.assign(new Error('x'), { code })

it.each([
  ['no answer in time', new Error('Connection terminated due to connection timeout')],
  ['something else that answered', new Error('Connection terminated unexpectedly')],
  ['no TLS where sslmode asks for it', new Error('The server does not support SSL connections')],
  ['a certificate that nobody vouches for', coded('DEPTH_ZERO_SELF_SIGNED_CERT')],
  ['a server that ends', coded('57P01')],
  ['no socket', Object.assign(coded('ENOENT'), { syscall: 'connect' })],
  ['every address refused', new AggregateError([new Error('connect ECONNREFUSED ::1:5432')])],
])('tells in one line of a connection that cannot be made: %s', (_, error) => {
  Object.assign(error, error instanceof AggregateError ? { code: 'ECONNREFUSED' } : {})
  expect(explain(error)).toMatch(/^treeline: cannot use PostgreSQL: \S.*DATABASE_URL[^\n]*$/)
})

it('shows where an error came from that nobody foresaw', () => {
  expect(explain(new TypeError('surprise'))).toMatch(/^treeline: TypeError: surprise\n +at /)
})

it('quotes nothing that a terminal obeys', () => {
  const said = Object.assign(new Error('no column "\u001b[31m\u202e"'), { code: 'dump_column' })
  expect(explain(said)).toBe('treeline: no column "\\u001b[31m\\u202e"')
})

it('says who wanted an end, also where something was waited for', async () => {
  const signal = AbortSignal.abort(new ShutdownRequested('SIGINT'))
  const waiting: unknown = await sleep(1, undefined, { signal }).catch((error: unknown) => error)
  expect(explain(waiting)).toBe('treeline: asked to end by SIGINT')
})

it.each([
  ['3D000', 2],
  ['28P01', 2],
  ['database_of_others', 2],
  ['migrations_missing', 2],
  ['migrations_unknown', 2],
  ['ECONNREFUSED', 3],
  ['57P03', 3],
])('tells by the exit status whether another try may help: %s gives %d', (code, status) => {
  expect(exitStatus(coded(code))).toBe(status)
})

it('blames the dump, or the choice of the database, for a restore that is refused', () => {
  expect(exitStatus(new RestoreError('dump_truncated', 'x'))).toBe(2)
  expect(exitStatus(new RestoreError('table_not_empty', 'x'))).toBe(2)
})

it('loads the command that is asked for alone, and all of them when none is meant', async () => {
  const named = async (asked?: string) =>
    (await buildProgram(asked)).commands.map((each) => each.name())
  const all = await named()
  expect(all.length).toBeGreaterThan(20)
  for (const name of all) expect(await named(name)).toEqual([name])
  for (const none of ['--help', 'help', 'tokn', 'constructor'])
    expect(await named(none)).toEqual(all)
  for (const flag of ['-V', '--version']) expect(await named(flag)).toEqual([])
})

it.each(['-V', '--version'])('tells its version: %s', async (flag) => {
  expect(await runHere([flag])).toMatchObject({ status: 0, said: `${version}\n` })
})
