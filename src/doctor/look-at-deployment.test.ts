import { expect, it, test } from 'vitest'
import { loadConfig } from '../config/config.ts'
import { readEnv } from '../config/env.ts'
import { lookAtDeployment } from './look-at-deployment.ts'
import { lookAtSettings } from './look-at-settings.ts'
import { troubles } from './testing/troubles.ts'

const good = { DATABASE_URL: 'postgresql://h/d', DEMO_DATA: 'false', JWT_SECRET: 'long' }
const look = (env: Record<string, string>) => troubles(lookAtDeployment(loadConfig(readEnv(env))))

it('finds a deployment that follows the rules fine', () => {
  expect(look(good)).toEqual([])
})

it('tells of an embedded PostgreSQL, and of a secret of one host', () => {
  expect(look({ DEMO_DATA: 'false' })).toEqual([
    'warning deployment: the embedded PostgreSQL is used',
    'warning deployment: the secret of tokens lies in DATA_DIR of this host alone',
  ])
})

test.each<[Record<string, string>, string]>([
  [{ DEMO_DATA: 'true' }, 'error deployment: an empty database gets example data'],
  [{ DEBUG: 'true' }, 'error deployment: DEBUG is on, or CACHE_TIMEOUT is 0'],
  [{ CACHE_TIMEOUT: '0' }, 'error deployment: DEBUG is on, or CACHE_TIMEOUT is 0'],
  [{ DEBUG_SQL_QUERY: 'true' }, 'warning deployment: every statement is logged'],
  [{ PROMETHEUS_METRICS_ENABLED: 'false' }, 'warning deployment: there are no metrics'],
  [{ CORS_ALLOW_ALL_ORIGINS: 'true' }, 'warning deployment: every page may read the API'],
  [{ FETCH_ALLOW_LOOPBACK: 'true' }, 'error deployment: strangers may have files of this machine'],
  [{ CONVERT_LOG_EXCERPT: 'true' }, 'warning deployment: rows say that their log excerpts are at'],
  [
    { JWT_SECRET: '', RECEIVER_ALLOW_INSECURE_SECRET: 'true' },
    'error deployment: everybody may submit, without a token',
  ],
])('tells of %j', (env, expected) => {
  expect(look({ ...good, ...env })).toContainEqual(expect.stringContaining(expected))
})

it('tells of settings that mean nothing', () => {
  expect(troubles(lookAtSettings([], null))).toEqual([])
  const [trouble] = troubles(lookAtSettings([{ name: 'DB_HSOT', near: 'DB_HOST' }], null))
  expect(trouble).toMatch(/^warning settings: .*DB_HSOT/)
})
