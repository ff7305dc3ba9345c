import { Agent, createServer, get, IncomingMessage, ServerResponse } from 'node:http'
import { once } from 'node:events'
import { type AddressInfo, Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { requestHead } from '../answer/request-head.ts'
import { RawConnection } from '../../testing/http/raw-connection.ts'
import { SentHead } from './sent-head.ts'

const lasting = [
  ['content-type', 'text/plain'],
  ['content-length', '4'],
  ['etag', 'W/"x"'],
] as const
const heads = { 200: new SentHead(200, lasting), 304: new SentHead(304, lasting.slice(2)) }

/** Answers as the path says: by a head that is kept, or by one that node writes each time. */
function answer(incoming: IncomingMessage, outgoing: ServerResponse): void {
  const [, how, status] = incoming.url?.split('/') ?? []
  const requestId = String(incoming.headers['x-request-id'])
  const asked = { requestId, transport: 'https', allowedOrigin: 'https://a.example' } as const
  const isSame = status === '304'
  if (how === 'kept') heads[isSame ? 304 : 200].write(outgoing, asked, 0)
  else {
    outgoing.writeHead(
      Number(status),
      [...(isSame ? lasting.slice(2) : lasting), ...requestHead(asked)].flat(),
    )
  }
  outgoing.end(isSame || incoming.method === 'HEAD' ? undefined : 'body', 'latin1')
}

const server = createServer(answer)
const agent = new Agent({ keepAlive: true, maxSockets: 1 })
beforeAll(() => once(server.listen(0, '127.0.0.1'), 'listening'))
afterAll(() => {
  agent.destroy()
  server.close()
})

async function ask(path: string, requestId: string, method = 'GET', keptAlive = true) {
  const { port } = server.address() as AddressInfo
  const headers = { 'x-request-id': requestId }
  const address = `http://127.0.0.1:${port}${path}`
  const options = { method, headers, agent: keptAlive ? agent : false } as const
  const [given] = (await once(get(address, options), 'response')) as [IncomingMessage]
  const { statusCode, httpVersion, rawHeaders } = given
  // a second may pass between two answers
  const head = rawHeaders.map((text, index) => (rawHeaders[index - 1] === 'Date' ? '' : text))
  return { statusCode, httpVersion, head, body: String(await buffer(given)) }
}

it.each(['200', '304'])('is what node writes each time, of a %s', async (status) => {
  for (const [method, keptAlive] of [
    ['GET', true],
    ['GET', true],
    ['HEAD', true],
    ['GET', false],
    ['GET', true],
  ] as const) {
    const id = crypto.randomUUID()
    const written = await ask(`/written/${status}`, id, method, keptAlive)
    expect(written.head).toContain(id)
    expect(await ask(`/kept/${status}`, id, method, keptAlive)).toEqual(written)
  }
})

it('is what node writes for a client of HTTP/1.0 that keeps its connection, and for the next one', async () => {
  const { port } = server.address() as AddressInfo
  const asked = async (path: string, version: string) => {
    const request = `GET ${path} HTTP/${version}\r\nHost: a\r\nConnection: keep-alive\r\nX-Request-Id: a\r\n\r\n`
    using connection = await RawConnection.open(`http://127.0.0.1:${port}`, request)
    const { status, headers, body } = (await connection.answer()) ?? {}
    return { status, body, headers: [...(headers ?? [])].filter(([name]) => name !== 'date') }
  }
  for (const status of [200, 304]) {
    for (const version of ['1.1', '1.0', '1.1']) {
      const written = await asked(`/written/${status}`, version)
      expect(written.status).toBe(status)
      expect(await asked(`/kept/${status}`, version), version).toEqual(written)
    }
  }
})

it('is written by node again in each second, of which the head has the time', () => {
  const head = new SentHead(200, lasting)
  const asked = { requestId: 'a', transport: 'http', allowedOrigin: null } as const
  const times = [1_000, 1_999, 2_000, 2_500, 61_000].filter((now) => {
    const incoming = new IncomingMessage(new Socket())
    Object.assign(incoming, { httpVersionMajor: 1, httpVersionMinor: 1 })
    const outgoing = new ServerResponse(incoming)
    outgoing.shouldKeepAlive = true
    const write = vi.spyOn(outgoing, 'writeHead')
    head.write(outgoing, asked, now)
    return write.mock.calls.length > 0
  })
  expect(times).toEqual([1_000, 2_000, 61_000])
})
