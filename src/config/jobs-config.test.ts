import { expect, it } from 'vitest'
import { loadConfig } from './config.ts'
import { readEnv } from './env.ts'

const load = (source: Record<string, string>) => loadConfig(readEnv(source)).jobs

it('takes the address of health checks without the slash at its end', () => {
  expect(load({}).healthChecks.baseUrl).toBe('https://hc-ping.com')
  expect(load({ HEALTHCHECK_URL: 'https://hc.example.org/ping/' }).healthChecks.baseUrl).toBe(
    'https://hc.example.org/ping',
  )
})

it.each(['hc-ping.com', 'ftp://hc', 'https://me@hc', 'https://hc/?a=b'])(
  'refuses the address %s',
  (HEALTHCHECK_URL) => {
    expect(() => load({ HEALTHCHECK_URL })).toThrow(/^HEALTHCHECK_URL: expected an address/)
  },
)

it('refuses an id that would lead elsewhere, without repeating it', () => {
  for (const id of ['../x', 'a?b', 'a b', '//host']) {
    const loading = () => load({ HEALTHCHECK_ID_VERIFY: id })
    expect(loading).toThrow(
      /^HEALTHCHECK_ID_VERIFY: expected an id of letters, digits and hyphens$/,
    )
  }
  const { tokens } = load({ HEALTHCHECK_ID_VERIFY: 'key/slug-1' }).healthChecks
  expect(tokens).toEqual(new Map([['verify', 'key/slug-1']]))
})

it('keeps failed runs for eight days, or as each job is given', () => {
  expect(load({}).failedDays).toEqual({ usual: 8, ofJobs: {} })
  expect(load({ JOB_FAILED_DAYS: '14, verify = 30,prune=1' }).failedDays).toEqual({
    usual: 14,
    ofJobs: { verify: 30, prune: 1 },
  })
})

it.each([',', 'verify=30', '8,', '8,verify', '8,nope=3', '0', '8,verify=40000', '8,toString=3'])(
  'refuses %j days',
  (JOB_FAILED_DAYS) => {
    expect(() => load({ JOB_FAILED_DAYS })).toThrow(/^JOB_FAILED_DAYS: expected days/)
  },
)

it('prunes never, unless told after how many days', () => {
  expect(load({}).pruneAfterDays).toBeUndefined()
  expect(load({ PRUNE_AFTER_DAYS: '0' }).pruneAfterDays).toBeUndefined()
  expect(load({ PRUNE_AFTER_DAYS: '180' }).pruneAfterDays).toBe(180)
})
