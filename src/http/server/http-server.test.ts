import { once } from 'node:events'
import { Agent, get, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { RawConnection } from '../../testing/http/raw-connection.ts'
import type { Arrival } from './arrival.ts'
import { type RunningServer, startHttpServer } from './http-server.ts'

const local = { host: '127.0.0.1', port: 0 }

/** Longer than any test may take, so that one that waits for it fails. */
const never = 600_000

/** An application whose `/slow` answers when it is told to. */
function slowApp() {
  const { promise: told, resolve: tell } = Promise.withResolvers<void>()
  const { promise: asked, resolve: saw } = Promise.withResolvers<void>()
  const app = new Hono()
  app.get('/fast', (c) => c.text('fast'))
  app.get('/slow', async (c) => {
    saw()
    await told
    return c.text('slow')
  })
  return { app, asked, tell }
}

async function ask(url: string, agent?: Agent): Promise<IncomingMessage> {
  const [response] = (await once(get(url, { agent }), 'response')) as [IncomingMessage]
  response.resume()
  await once(response, 'end')
  return response
}

it('lets a request in progress end, then closes its connection', async () => {
  const { app, asked, tell } = slowApp()
  const server = await startHttpServer(app, local)
  const agent = new Agent({ keepAlive: true })
  const slow = ask(`${server.url}/slow`, agent)
  await asked
  const closed = server.close(never)
  tell()
  await closed
  expect((await slow).statusCode).toBe(200)
  await expect(fetch(`${server.url}/fast`)).rejects.toThrow()
  agent.destroy()
})

it('does not wait for idle connections', async () => {
  const server = await startHttpServer(slowApp().app, local)
  const agent = new Agent({ keepAlive: true })
  await ask(`${server.url}/fast`, agent)
  await expect(server.close(never)).resolves.toBeUndefined()
  agent.destroy()
})

it.each([
  ['never sent a request', ''],
  ['sent a part of one', 'GET /fast HTTP/1.1\r\nHost:'],
  ['was refused and stays', 'nonsense\r\n\r\n'],
  ['wanted a proxy and stays', 'CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n'],
])('does not wait for a connection that %s', async (_, bytes) => {
  const server = await startHttpServer(slowApp().app, local)
  using spare = await RawConnection.open(server.url, bytes, { staysOpen: true })
  if (bytes.includes('\r\n\r\n')) await spare.answer()
  await expect(server.close(never)).resolves.toBeUndefined()
})

it('cuts what is not done at the deadline', async () => {
  const { app, asked } = slowApp()
  const server = await startHttpServer(app, local)
  const slow = ask(`${server.url}/slow`).catch((error: unknown) => error)
  await asked
  await server.close(50)
  expect(await slow).toBeInstanceOf(Error)
})

it.each([
  ['it is broken off', (arrival: Arrival) => arrival.breakOff()],
  ['the server is cut at its deadline', (_: Arrival, server: RunningServer) => server.close(0)],
])('tells clients of HTTP/1.0, too, that there is more of an answer when %s', async (_, end) => {
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<Arrival>()
  const fetch = (_asked: Request, { arrival }: { arrival: Arrival }) => {
    arrive(arrival)
    const start = (controller: ReadableStreamDefaultController) =>
      controller.enqueue(Buffer.from('beginning'))
    return new Response(new ReadableStream({ start }))
  }
  const server = await startHttpServer({ fetch }, local)
  const client = connect(Number(new URL(server.url).port), '127.0.0.1')
  client.write('GET / HTTP/1.0\r\n\r\n')
  let received = ''
  client.on('data', (bytes: Buffer) => (received += bytes.toString()))
  await expect.poll(() => received).toContain('beginning')
  const ended = once(client, 'end')
  await Promise.all([
    expect(ended).rejects.toMatchObject({ code: 'ECONNRESET' }),
    end(await arrived, server),
  ])
  await server.close(0)
})

it('says which address is taken', async () => {
  const server = await startHttpServer(slowApp().app, local)
  const port = Number(new URL(server.url).port)
  await expect(startHttpServer(slowApp().app, { ...local, port })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  })
  await server.close(0)
})

it('keeps connections open for longer than balancers do, or as long as it is told', async () => {
  for (const [limits, seconds] of [
    [{}, 75],
    [{ keepAliveMs: 700_000 }, 700],
  ] as const) {
    const server = await startHttpServer(slowApp().app, { ...local, limits })
    using connection = await RawConnection.open(server.url, 'GET /fast HTTP/1.1\r\nHost: x\r\n\r\n')
    const answer = await connection.answer()
    expect(answer?.headers.get('keep-alive')).toBe(`timeout=${seconds}`)
    await server.close(0)
  }
})

it('cuts a client that sends requests without waiting for answers, beyond a bound', async () => {
  let handled = 0
  const fetch = () => {
    handled++
    return new Promise<Response>(() => {})
  }
  const server = await startHttpServer({ fetch }, { ...local, limits: { requestsAtOnce: 4 } })
  const request = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'
  using client = await RawConnection.open(server.url, request.repeat(1_000))
  await client.closed()
  expect(handled).toBe(4)
  await server.close(0)
})
