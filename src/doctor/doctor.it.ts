import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadConfig } from '../config/config.ts'
import { readEnv } from '../config/env.ts'
import { createFetchMetrics } from '../platform/guarded-fetch/fetch-metrics.ts'
import { createMetricsRegistry } from '../platform/metrics.ts'
import { startOtherHost } from '../testing/other-host.ts'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import type { Finding } from './finding.ts'
import { lookAtDatabase } from './look-at-database.ts'
import { lookAtFiles } from './look-at-files.ts'
import { lookAtDeployment, lookAtSettings } from './look-at-settings.ts'
import { lookOutside } from './look-outside.ts'

let database: TestDatabase
const folder = mkdtempSync(join(tmpdir(), 'treeline-doctor-'))
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(async () => {
  await database.drop()
  rmSync(folder, { recursive: true })
})

const config = (env: Record<string, string> = {}) =>
  loadConfig(readEnv({ DATA_DIR: folder, ...env }))
const notFine = (findings: readonly Finding[]) =>
  findings
    .filter(({ severity }) => severity !== 'fine')
    .map(({ about, severity }) => `${severity} ${about}`)
const look = (poolSize = 10, isEmbedded = false) =>
  lookAtDatabase(
    {
      ...database,
      applicationName: 'test',
      abandon: () => {},
      [Symbol.asyncDispose]: async () => {},
    },
    { poolSize, isEmbedded },
  )

test('finds a good database fine, and tells what is wrong with others', async () => {
  const findings = await look()
  expect(notFine(findings)).toEqual([])
  expect(findings.map(({ about }) => about)).toEqual([
    'database',
    'encoding',
    'rights',
    'connections',
    'clock',
    'migrations',
  ])
  expect(notFine(await look(100_000))).toEqual(['warning connections'])
  await database.pool.query(`delete from treeline_migration where name like '20261128T0905%'`)
  await database.pool.query(`insert into treeline_migration values ('29990101T0000-x', '')`)
  expect(notFine(await look())).toEqual(['error migrations'])
  await database.pool.query(`delete from treeline_migration where name like '29990101%'`)
  expect(notFine(await look())).toEqual(['error migrations'])
  expect(notFine(await look(10, true))).toEqual([])
})

test('looks at the data folder, its disk and its spool', () => {
  expect(notFine(lookAtFiles(config()))).toEqual([])
  mkdirSync(join(folder, 'spool/failed'), { recursive: true })
  writeFileSync(join(folder, 'spool/failed/a.json'), '')
  writeFileSync(join(folder, 'spool/failed/a.json.reason.json'), '')
  const refused = lookAtFiles(config())
  expect(notFine(refused)).toEqual(['warning spool'])
  expect(refused.at(-1)?.says).toBe('1 files were refused')
  expect(notFine(lookAtFiles(config({ SPOOL_MIN_FREE_BYTES: String(2 ** 50) })))).toContain(
    'error disk',
  )
  writeFileSync(join(folder, 'file'), '')
  chmodSync(join(folder, 'file'), 0o600)
  expect(notFine(lookAtFiles(config({ DATA_DIR: join(folder, 'file') })))).toEqual([
    'error data folder',
  ])
})

test('knows what production wants', () => {
  const good = { DATABASE_URL: 'postgresql://h/d', DEMO_DATA: 'false', JWT_SECRET: 'long' }
  expect(notFine(lookAtDeployment(config(good)))).toEqual([])
  const bad = { DEBUG: 'true', RECEIVER_ALLOW_INSECURE_SECRET: 'true', JWT_SECRET: '' }
  const findings = lookAtDeployment(config(bad))
  expect(findings.filter(({ severity }) => severity === 'error')).toHaveLength(3)
  expect(findings.every(({ advice }) => advice !== null)).toBe(true)
  expect(notFine(lookAtSettings([{ name: 'DB_HSOT', near: 'DB_HOST' }]))).toEqual([
    'warning settings',
  ])
  expect(notFine(lookAtSettings([]))).toEqual([])
})

test('asks the hosts that are needed', async () => {
  await using host = await startOtherHost((request, response) => {
    response.end(request.url === '/index.yaml' ? 'registries: [a.yaml]' : 'nonsense')
  })
  const metrics = createFetchMetrics(createMetricsRegistry(), ['registry'])
  expect(notFine(await lookOutside(`${host.base}/index.yaml`, { metrics }))).toEqual([])
  const failed = await lookOutside(`${host.base}/other.yaml`, { metrics })
  expect(notFine(failed)).toEqual(['error hardware registry'])
})
