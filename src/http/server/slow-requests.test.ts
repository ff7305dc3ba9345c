import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { appWithoutDatabase } from '../../testing/http/app-without-database.ts'
import { RawConnection } from '../../testing/http/raw-connection.ts'
import { startHttpServer } from './http-server.ts'
import { defaultLimits } from './limits.ts'

const impatient = {
  host: '127.0.0.1',
  port: 0,
  limits: { requestMs: 100, requestCheckMs: 20, stalledMs: 300 },
}
const host = 'Host: x\r\n'

it.each([
  ['a first line', 'GET /healthz HT'],
  ['headers', `GET /healthz HTTP/1.1\r\n${host}A:`],
])('answers 408 to %s that never ends, with a reason', async (_, bytes) => {
  const { app, registry } = appWithoutDatabase()
  const server = await startHttpServer(app, impatient)
  using connection = await RawConnection.open(server.url, bytes)
  const answer = await connection.answer()
  expect(answer?.status).toBe(408)
  expect(answer?.headers.get('x-error-code')).toBe('request_timeout')
  expect(answer?.headers.get('connection')).toBe('close')
  const seconds = defaultLimits.requestMs / 1000
  expect(answer?.body).toBe(
    `{"error":"The request came too slowly: it has ${seconds} seconds to arrive"}`,
  )
  await connection.ended()
  expect(await registry.metrics()).toContain('code="request_timeout"} 1')
  await server.close(0)
})

it('answers 408 to a body that never ends, when it is waited for', async () => {
  const echo = new Hono()
  echo.onError((_, c) => c.body(null, 500))
  echo.post('/', async (c) => c.text(await c.req.text()))
  const server = await startHttpServer(
    {
      fetch: (request, env) =>
        env.arrival.refusal === null
          ? echo.fetch(request)
          : new Response('refused', { status: 408 }),
    },
    impatient,
  )
  const bytes = `POST / HTTP/1.1\r\n${host}Content-Length: 10\r\n\r\nhalf`
  using connection = await RawConnection.open(server.url, bytes)
  expect((await connection.answer())?.status).toBe(408)
  await connection.ended()
  await server.close(0)
})

it('lets a spare connection wait for its first request', async () => {
  const limits = { ...impatient.limits, stalledMs: 20_000 }
  const server = await startHttpServer(appWithoutDatabase().app, { ...impatient, limits })
  using spare = await RawConnection.open(server.url)
  using slow = await RawConnection.open(server.url, 'GET')
  expect((await slow.answer())?.status).toBe(408)
  spare.send(`GET /healthz HTTP/1.1\r\n${host}\r\n`)
  expect((await spare.answer())?.status).toBe(200)
  await server.close(0)
})

it('ends a spare connection without a word when no request comes at all', async () => {
  const server = await startHttpServer(appWithoutDatabase().app, impatient)
  using spare = await RawConnection.open(server.url)
  expect(await spare.answer()).toBeUndefined()
  await server.close(0)
})

it('cuts a client that was refused and goes on sending', async () => {
  const server = await startHttpServer(appWithoutDatabase().app, impatient)
  using talker = await RawConnection.open(server.url, 'nonsense\r\n\r\n', { staysOpen: true })
  const talk = setInterval(() => talker.send('more nonsense\r\n'), 10)
  expect((await talker.answer())?.status).toBe(400)
  await talker.closed()
  clearInterval(talk)
  await server.close(0)
})
