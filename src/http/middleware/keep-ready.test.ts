import { setTimeout as sleep } from 'node:timers/promises'
import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { DataVersion } from '../../read/versions/data-version.ts'
import { readyAnswersOf } from '../../testing/http/ready-answers.ts'
import type { Endpoint } from '../endpoint.ts'
import type { HttpEnv } from '../http-app.ts'
import { keepReady } from './keep-ready.ts'
import { sendAnswer } from './send-answer.ts'

const cors = { corsAllowAllOrigins: false, corsAllowLocalhost: false, corsAllowedOrigins: [] }
const endpoint: Endpoint = {
  name: 'answer',
  template: '/answer',
  allow: ['GET'],
  pageCached: false,
  data: { clock: false, namesScopes: false },
  cost: 'cheap',
  validationErrors: 'object',
}

function appThatKeeps(version: DataVersion): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>()
  app.onError((_, c) => c.json('failed', 500))
  app.use(sendAnswer({ cacheTimeoutSeconds: 180, ...cors }))
  app.use((c, next) => {
    c.set('endpoint', endpoint)
    return next()
  })
  app.use(
    keepReady(
      readyAnswersOf(version),
      { learnEndpoints: () => {}, remember: () => {}, rememberFixed: () => {} },
      { cacheTimeoutSeconds: 180 },
    ),
  )
  return app
}

it('claims no commit for an answer that was heard of while the answer was made', async () => {
  const before = new Date('2026-01-01T00:00:00Z')
  const version = new DataVersion()
  version.see({ number: 1, dataset: 'd' }, before)
  const app = appThatKeeps(version)
  app.get('/answer', (c) => {
    version.see({ number: 2, dataset: 'd' }, new Date('2026-01-01T00:00:01Z'))
    return c.json('of the first commit')
  })
  const answer = await app.request('/answer')
  expect(answer.headers.get('x-data-as-of')).toBe(before.toISOString())
})

it('has an answer made once for all who wait for it when the one leaves for whom it was begun', async () => {
  const version = new DataVersion()
  version.see({ number: 1, dataset: 'd' }, new Date())
  const app = appThatKeeps(version)
  let made = 0
  app.get('/answer', async (c) => {
    made += 1
    const { signal } = c.req.raw
    await sleep(made === 1 ? 60_000 : 5, undefined, { signal })
    return c.json('made')
  })
  const leaving = new AbortController()
  const left = app.request('/answer', { signal: leaving.signal })
  const waiting = Array.from({ length: 5 }, async () => (await app.request('/answer')).status)
  await sleep(5)
  leaving.abort()
  expect((await left).status).toBe(500)
  expect(await Promise.all(waiting)).toEqual([200, 200, 200, 200, 200])
  expect(made).toBe(2)
})
