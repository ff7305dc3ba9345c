import { expect, it } from 'vitest'
import type { ServiceStatus } from '../../service-status.ts'
import { appWithoutDatabase } from '../../../testing/http/app-without-database.ts'

const status = {
  version: '1.2.3',
  roles: ['api', 'ingest'],
  startedAt: new Date('2026-11-25T13:27:28.165Z'),
  freshness: {
    newestCheckouts: [{ origin: 'linaro', startTime: '2025-07-16T08:45:53.120000Z' }],
    version: 42,
  },
  metricsUrl: 'http://0.0.0.0:8001/metrics/',
}

async function page(changes: Partial<ServiceStatus>) {
  const { app } = appWithoutDatabase({
    status: () => Promise.resolve({ ...status, ...changes }),
  })
  return (await app.request('http://dashboard.example:8000/')).text()
}

it('says what runs and how fresh the data is', async () => {
  const html = await page({})
  expect(html).toContain('1.2.3')
  expect(html).toContain('api, ingest')
  expect(html).toMatch(/>2026-11-25 13:27 UTC, /)
  expect(html).toMatch(
    /<time datetime="2025-07-16T08:45:53.120000Z">2025-07-16 08:45 UTC, \d+ days ago</,
  )
})

it('leads to a listing that has content, however old the data is, and says that it is old', async () => {
  const html = await page({})
  const [, days] = /href="\/api\/tree\/\?origin=linaro&amp;interval_in_days=(\d+)"/.exec(html) ?? []
  expect(Number(days)).toBeGreaterThan(500)
  expect(html).toContain(`Trees of linaro with a checkout of the last ${days} days`)
  expect(html).toContain('lists that look back 7 days, as they do by default, are empty')
})

it('does not call fresh data old', async () => {
  const newestCheckouts = [{ origin: 'maestro', startTime: new Date().toISOString() }]
  const html = await page({ freshness: { newestCheckouts, version: 42 } })
  expect(html).toContain('href="/api/tree/?origin=maestro&amp;interval_in_days=7"')
  expect(html).not.toContain('are empty')
})

it('leads to no listing while there is no checkout', async () => {
  const html = await page({ freshness: { newestCheckouts: [], version: 0 } })
  expect(html).toContain('none yet')
  expect(html).not.toContain('/api/tree/')
})

it('leads to the metrics of the host that was asked, whatever they listen on', async () => {
  expect(await page({})).toContain('href="http://dashboard.example:8001/metrics/"')
})

it('does without a database', async () => {
  expect(await page({ freshness: null })).toContain('unknown: the database does not answer')
})
