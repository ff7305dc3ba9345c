import { expect, it } from 'vitest'
import { appWithoutDatabase } from '../../../testing/app-without-database.ts'

const status = {
  version: '1.2.3',
  roles: ['api', 'ingest'],
  startedAt: new Date('2026-11-25T13:27:28.165Z'),
  freshness: { newestCheckout: '2025-07-16T08:45:53.120000Z', version: 42 },
  metricsUrl: 'http://0.0.0.0:8001/metrics/',
}

async function page(changes: Partial<Omit<typeof status, 'freshness'>> & { freshness?: null }) {
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

it('leads to the metrics of the host that was asked, whatever they listen on', async () => {
  expect(await page({})).toContain('href="http://dashboard.example:8001/metrics/"')
})

it('does without a database', async () => {
  expect(await page({ freshness: null })).toContain('unknown: the database does not answer')
})
