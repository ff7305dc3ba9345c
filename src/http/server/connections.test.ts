import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { RawConnection } from '../../testing/http/raw-connection.ts'
import { trackConnections } from './connections.ts'
import { defaultLimits, type ServerLimits } from './limits.ts'

const request = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'

/** More than the system takes from a server for a client that does not read. */
const large = Buffer.alloc(64 * 1024 * 1024)
/** So little that the system takes all of it, and more than it hands to that client. */
const small = Buffer.alloc(2 * 1024 * 1024)

let server: Server
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

/** A server with these limits, and the end of its first connection as it sees it. */
async function start(limits: Partial<ServerLimits>, listener: RequestListener) {
  server = createServer({ keepAliveTimeout: limits.keepAliveMs, keepAliveTimeoutBuffer: 0 })
  server.timeout = limits.stalledMs ?? defaultLimits.stalledMs
  trackConnections(server, { ...defaultLimits, ...limits })
  server.on('request', listener)
  const closed = once(server, 'connection').then(([socket]) => once(socket as Socket, 'close'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, closed }
}

/** All that a client that did not read can still read: not what the system kept for it. */
async function readRest(client: RawConnection): Promise<number> {
  const { socket } = client
  socket.resume()
  await client.closed()
  return socket.bytesRead
}

it.each([
  ['much', large, ''],
  ['little', small, ''],
  ['little, on a connection that was to be closed,', small, 'Connection: close\r\n'],
])('cuts a client that does not read although %s is left', async (_, body, header) => {
  const limits = { stalledMs: 200, keepAliveMs: 100 }
  const { url, closed } = await start(limits, (_request, answer) => answer.end(body))
  using client = await RawConnection.open(url, '', { staysOpen: true })
  client.socket.pause()
  client.send(request.replace('Host', `${header}Host`))
  await closed
  expect(await readRest(client)).toBeLessThan(body.length)
})

/** More than the system takes from a client for a server that does not read, one character per byte. */
const unread = 'x'.repeat(32 * 1024 * 1024)
const withBody = `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${unread.length}\r\n\r\n${unread}`

it.each<[string, (incoming: IncomingMessage) => Promise<void>]>([
  ['a body that nobody wanted', () => Promise.resolve()],
  ['a body of which a part was wanted', readPart],
])('takes and drops %s, so that its client can leave', async (_, read) => {
  const { url, closed } = await start({}, (incoming, answer) => {
    answer.setHeader('Connection', 'close')
    void read(incoming).then(() => answer.end('all'))
  })
  using client = await RawConnection.open(url, withBody, { staysOpen: true })
  expect((await client.answer())?.body).toBe('all')
  client.socket.end()
  await closed
})

async function readPart(incoming: IncomingMessage): Promise<void> {
  for await (const _ of incoming.iterator({ destroyOnReturn: false })) break
}

it('cuts a client that reads without end', async () => {
  const { url, closed } = await start({ answerMs: 300 }, (_request, answer) => answer.end(large))
  using client = await RawConnection.open(url, request)
  client.socket.removeAllListeners('data').pause()
  const sip = setInterval(() => client.socket.read(1000), 10)
  await closed
  clearInterval(sip)
  expect(await readRest(client)).toBeLessThan(large.length)
})

it('ends a connection that nobody uses, and lets its client take what it was sent', async () => {
  const { url, closed } = await start({ keepAliveMs: 50 }, (_request, answer) => answer.end('all'))
  using client = await RawConnection.open(url, request)
  expect((await client.answer())?.body).toBe('all')
  expect(await client.answer()).toBeUndefined()
  await closed
  expect(client.socket.errored).toBeNull()
})

it('answers as many requests of a connection as that, in their order', async () => {
  let handled = 0
  const { url } = await start({ requestsAtOnce: 4 }, (_request, answer) => {
    const text = String(++handled)
    setImmediate(() => answer.end(text))
  })
  using client = await RawConnection.open(url, request.repeat(4))
  for (const text of '1234') expect((await client.answer())?.body).toBe(text)
})
