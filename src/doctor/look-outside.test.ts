import { afterAll, beforeAll, expect, it, test } from 'vitest'
import { loadConfig } from '../config/config.ts'
import { readEnv } from '../config/env.ts'
import { createFetchMetrics } from '../platform/guarded-fetch/fetch-metrics.ts'
import { createMetricsRegistry } from '../platform/metrics/metrics.ts'
import { type OtherHost, startOtherHost } from '../testing/hosts/other-host.ts'
import { doctorPurpose, lookOutside } from './look-outside.ts'
import { troubles } from './testing/troubles.ts'

let host: OtherHost
beforeAll(async () => {
  host = await startOtherHost((request, response) => {
    if (request.url?.startsWith('/broken')) response.statusCode = 503
    if (request.url?.startsWith('/storage')) response.statusCode = 404
    response.end(request.url === '/index.yaml' ? 'registries: [a.yaml]' : 'nonsense')
  })
})
afterAll(() => host[Symbol.asyncDispose]())

const metrics = createFetchMetrics(createMetricsRegistry(), [doctorPurpose])
function look(env: Record<string, string> = {}, signal = new AbortController().signal) {
  const index = { HARDWARE_REGISTRY_INDEX_URL: `${host.base}/index.yaml` }
  return lookOutside(loadConfig(readEnv({ ...index, ...env })), { metrics, signal })
}

const storage = { CONVERT_LOG_EXCERPT: 'true', STORAGE_TOKEN: 't' }

it('asks the hosts that are used, and no other', async () => {
  expect(troubles(await look())).toEqual([])
  const findings = await look({
    ...storage,
    STORAGE_BASE_URL: `${host.base}/storage`,
    HEALTHCHECK_URL: host.base,
    HEALTHCHECK_ID_VERIFY: 'secret-id',
  })
  expect(troubles(findings)).toEqual([])
  expect(findings.map(({ about }) => about)).toEqual([
    'hardware registry',
    'storage',
    'health checks',
  ])
  // neither a ping nor an upload
  expect(host.requests.map(({ url, method }) => `${method} ${url}`)).not.toContainEqual(
    expect.stringMatching(/secret-id|POST/),
  )
})

test.each<[string, () => Record<string, string>, string]>([
  [
    'an index that is none',
    () => ({ HARDWARE_REGISTRY_INDEX_URL: `${host.base}/other.yaml` }),
    'error hardware registry: ',
  ],
  [
    'storage that fails',
    () => ({ ...storage, STORAGE_BASE_URL: `${host.base}/broken` }),
    'error storage: ',
  ],
  [
    'health checks that nobody answers',
    () => ({ HEALTHCHECK_URL: 'http://127.0.0.1:1', HEALTHCHECK_ID_VERIFY: 'i' }),
    'error health checks: http://127.0.0.1:1',
  ],
])('tells of %s', async (_, env, expected) => {
  const [trouble, ...more] = troubles(await look(env()))
  expect(trouble).toContain(expected)
  expect(more).toEqual([])
})

it('ends when it is told to', async () => {
  await expect(look({}, AbortSignal.abort(new Error('ended')))).rejects.toThrow('ended')
})
