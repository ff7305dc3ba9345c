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

it('claims no commit for an answer that was heard of while the answer was made', async () => {
  const before = new Date('2026-01-01T00:00:00Z')
  const version = new DataVersion()
  version.see({ number: 1, dataset: 'd' }, before)
  const ready = readyAnswersOf(version)
  const app = new Hono<HttpEnv>()
  app.use(sendAnswer({ cacheTimeoutSeconds: 180, ...cors }))
  app.use((c, next) => {
    c.set('endpoint', endpoint)
    return next()
  })
  app.use(
    keepReady(
      ready,
      { learnEndpoints: () => {}, remember: () => {}, rememberFixed: () => {} },
      { cacheTimeoutSeconds: 180 },
    ),
  )
  app.get('/answer', (c) => {
    version.see({ number: 2, dataset: 'd' }, new Date('2026-01-01T00:00:01Z'))
    return c.json('of the first commit')
  })
  const answer = await app.request('/answer')
  expect(answer.headers.get('x-data-as-of')).toBe(before.toISOString())
})
