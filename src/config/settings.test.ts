import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { settingsInForce } from './settings-in-force.ts'
import { loadSettings, readSettings } from './settings.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'treeline-settings-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(files: Partial<Record<'.env' | '.env.local', string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
}

const inForce = (environment: NodeJS.ProcessEnv = {}) =>
  new Map(
    settingsInForce(readSettings(folder, environment)).map(({ name, value, source }) => [
      name,
      `${value} ${source}`,
    ]),
  )
const load = (environment: NodeJS.ProcessEnv = {}) =>
  loadSettings({}, readSettings(folder, environment))

it('takes each value from where it counts most, and says from where', () => {
  write({ '.env': 'PORT=1\nHOST=a\n\nDATA_DIR=of-env', '.env.local': '# mine\nPORT=2\nHOST=b' })
  const values = inForce({ PORT: '3' })
  expect(values.get('PORT')).toBe('3 environment')
  expect(values.get('HOST')).toBe('b .env.local:3')
  expect(values.get('DATA_DIR')).toBe('of-env .env:4')
  expect(values.get('METRICS_PORT')).toBe('8001 default')
  expect(values.get('UNIFIED_SECRET')).toBe('null default')
  expect(load({ PORT: '3' }).config).toMatchObject({ port: 3, host: 'b' })
})

it('shows no password of any address, and no value of its query', () => {
  const url = 'https://reader:hidden@files.example.org/a@b.yaml?of=x:y@z&token=a=b#part'
  const values = inForce({ HARDWARE_REGISTRY_INDEX_URL: url })
  expect(values.get('HARDWARE_REGISTRY_INDEX_URL')).toBe(
    'https://********@files.example.org/a@b.yaml?of=********&token=********#part environment',
  )
})

it('takes what the environment has empty for not given, whatever a file says', () => {
  write({ '.env': 'PORT=1' })
  expect(load({ PORT: '' }).config.port).toBe(8000)
  expect(inForce({ PORT: '' }).get('PORT')).toBe('8000 default')
})

it('reads no files when told so, and none that is not there', () => {
  expect(load().config.port).toBe(8000)
  write({ '.env': 'PORT=1\nnonsense' })
  expect(load({ ENV_FILES: 'False' }).config.port).toBe(8000)
  // nobody who writes it wants the files to be read
  expect(() => load({ ENV_FILES: 'no' })).toThrow('ENV_FILES: expected true or false, got "no"')
})

it('shows no secret', () => {
  write({
    '.env':
      'JWT_SECRET=s3cret\nDB_PASSWORD=s3cret\nDATABASE_URL=postgresql://u:s3cret@h/d\nPGPASSWORD=s3cret',
  })
  const values = [...inForce({ UNIFIED_SECRET: 's3cret' }).values()]
  expect(values.filter((value) => value.includes('s3cret'))).toEqual([])
  expect(values).toContain('postgresql://u:********@h:5432/d?sslmode=prefer .env:3')
})

it('names the place of a line that cannot be read, and of a value that cannot be used', () => {
  write({ '.env': 'PORT=1', '.env.local': '\nPORT' })
  expect(() => load()).toThrow(`${folder}/.env.local:2: expected NAME=value`)
  write({ '.env.local': '\nPORT=many' })
  expect(() => load()).toThrow(/^PORT \(\.env\.local:2\): expected a whole number/)
  expect(() => load({ PORT: 'x' })).toThrow(/^PORT: expected a whole number/)
})

it('tells of variables that have no effect: of all in a file, elsewhere of those that look like ours', () => {
  write({ '.env': 'DATABASE_ULR=x\nREDIS_HOST=x\nTZ=UTC' })
  const { unknown } = load({ RECEIVER_PROT: '1', REDIS_PORT: '1', LANG: 'C', HOME: '/' })
  expect(unknown).toEqual([
    { name: 'DATABASE_ULR', near: 'DATABASE_URL' },
    { name: 'REDIS_HOST', why: expect.stringContaining('no Redis') },
    { name: 'TZ' },
    { name: 'RECEIVER_PROT', near: 'RECEIVER_PORT' },
  ])
})

it('shows everything where developers ask for it', () => {
  const { config } = load({ DEBUG: 'True', CACHE_TIMEOUT: '60', DEBUG_SQL_QUERY: 'true' })
  expect(config).toMatchObject({
    cacheTimeoutSeconds: 0,
    corsAllowLocalhost: true,
    logStatements: true,
    logLevel: 'info',
  })
  expect(loadSettings({ logLevel: 'warn' }, readSettings(folder, {})).config.logLevel).toBe('warn')
})
