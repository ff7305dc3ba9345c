import { connect } from 'node:net'
import { Agent, get, type IncomingMessage } from 'node:http'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { createMetricsRegistry } from '../platform/metrics.ts'
import { startMetricsServer } from './metrics-server.ts'
import { startHttpServer } from './server.ts'

const local = { host: '127.0.0.1', port: 0 }

function slowApp(ms: number) {
  const app = new Hono()
  app.get('/fast', (c) => c.text('fast'))
  app.get('/slow', async (c) => {
    await sleep(ms)
    return c.text('slow')
  })
  return app
}

async function ask(url: string, agent?: Agent): Promise<IncomingMessage> {
  const [response] = (await once(get(url, { agent }), 'response')) as [IncomingMessage]
  response.resume()
  await once(response, 'end')
  return response
}

describe('startHttpServer', () => {
  it('lets a request in progress end, then closes its connection', async () => {
    const server = await startHttpServer(slowApp(300), local)
    const agent = new Agent({ keepAlive: true })
    const slow = ask(`${server.url}/slow`, agent)
    await sleep(100)
    const started = performance.now()
    await server.close(5_000)
    expect((await slow).statusCode).toBe(200)
    expect(performance.now() - started).toBeLessThan(2_000)
    await expect(fetch(`${server.url}/fast`)).rejects.toThrow()
    agent.destroy()
  })

  it('does not wait for idle connections', async () => {
    const server = await startHttpServer(slowApp(0), local)
    const agent = new Agent({ keepAlive: true })
    await ask(`${server.url}/fast`, agent)
    const started = performance.now()
    await server.close(5_000)
    expect(performance.now() - started).toBeLessThan(1_000)
    agent.destroy()
  })

  it.each([
    ['never sent a request', ''],
    ['sent a part of one', 'GET /fast HTTP/1.1\r\nHost:'],
  ])('does not wait for a connection that %s', async (_, bytes) => {
    const server = await startHttpServer(slowApp(0), local)
    const spare = connect(Number(new URL(server.url).port), '127.0.0.1')
    await once(spare, 'connect')
    spare.write(bytes)
    await sleep(50)
    const started = performance.now()
    await server.close(5_000)
    expect(performance.now() - started).toBeLessThan(1_000)
    spare.destroy()
  })

  it('cuts what is not done at the deadline', async () => {
    const server = await startHttpServer(slowApp(10_000), local)
    const slow = ask(`${server.url}/slow`).catch((error: unknown) => error)
    await sleep(100)
    await server.close(200)
    expect(await slow).toBeInstanceOf(Error)
  })

  it('cuts a client that does not read its answer', { timeout: 20_000 }, async () => {
    const large = new Hono().get('/', (c) => c.body(Buffer.alloc(64 * 1024 * 1024)))
    const server = await startHttpServer(large, { ...local, stalledMs: 500 })
    const reader = connect(Number(new URL(server.url).port), '127.0.0.1')
    reader.on('error', () => {})
    reader.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    await once(reader, 'readable')
    await sleep(3_000)
    reader.resume()
    await once(reader, 'close')
    expect(reader.bytesRead).toBeLessThan(60 * 1024 * 1024)
    await server.close(0)
  })

  it('says which address is taken', async () => {
    const server = await startHttpServer(slowApp(0), local)
    const port = Number(new URL(server.url).port)
    await expect(startHttpServer(slowApp(0), { ...local, port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    })
    await server.close(0)
  })

  /** The beginning of the answer to what no client library would send. */
  async function answerTo(bytes: string): Promise<string> {
    const server = await startHttpServer(slowApp(0), local)
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
    socket.on('error', () => {})
    socket.write(bytes)
    const [first] = (await once(socket, 'data')) as [Buffer]
    socket.destroy()
    await server.close(0)
    return first.toString()
  }

  it.each([
    ['headers beyond 16 kB', `GET /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`],
    ['bytes that are no HTTP', 'nonsense\r\n\r\n'],
    ['a backslash in the path', 'GET /\\ HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a host that is none', 'GET /fast HTTP/1.1\r\nHost: a b\r\n\r\n'],
    ['an asterisk', 'OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n'],
  ])('answers %s with 400 and says why', async (_, bytes) => {
    const answer = await answerTo(bytes)
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(answer).toContain('{"error":"The request is not readable as HTTP')
  })

  it('answers HTTP/1.0, which need not name a host', async () => {
    expect(await answerTo('GET /fast HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /)
  })
})

describe('startMetricsServer', () => {
  it('answers with and without the slash', async () => {
    const server = await startMetricsServer(createMetricsRegistry(), local)
    for (const path of ['/metrics', '/metrics/']) {
      const answer = await fetch(server.url + path)
      expect(answer.headers.get('content-type')).toContain('text/plain')
      expect(await answer.text()).toContain('process_cpu_seconds_total')
    }
    await server.close(1_000)
  })
})
