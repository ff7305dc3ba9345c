import type { RequestListener } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { loopbackClient, problemOf, purpose, textAt } from '../../testing/hosts/loopback-client.ts'
import { startOtherHost, startRawHost } from '../../testing/hosts/other-host.ts'
import type { FetchLimits } from './fetch-limits.ts'

describe('takes no more than', () => {
  const limited = async (answer: RequestListener, limits: Partial<FetchLimits>) => {
    await using host = await startOtherHost(answer)
    const client = loopbackClient({ hosts: [`127.0.0.1:${host.port}`], limits })
    return await problemOf(textAt(client, `${host.base}/`))
  }

  it('some bytes, as the host says or as they come', async () => {
    const tooLarge: RequestListener = (_, response) => response.end(Buffer.alloc(1001))
    const silent: RequestListener = (_, response) => {
      response.flushHeaders()
      response.end(Buffer.alloc(1001))
    }
    expect(await limited(tooLarge, { maxBytes: 1000 })).toBe('too_large')
    expect(await limited(silent, { maxBytes: 1000 })).toBe('too_large')
    expect(await limited(silent, { maxBytes: 1001 })).toHaveLength(1001)
  })

  it('some bytes unpacked', async () => {
    const bomb: RequestListener = (_, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(Buffer.alloc(5e6)))
    }
    expect(await limited(bomb, { maxBytes: 1e6 })).toBe('too_large')
    const nested: RequestListener = (_, response) => {
      const packed = gzipSync(gzipSync(Buffer.alloc(5e7)))
      response.writeHead(200, { 'Content-Encoding': 'gzip, gzip' }).end(packed)
    }
    expect(await limited(nested, { maxBytes: 1e6 })).toBe('too_large')
  })

  it('some time, for each part and the whole', async () => {
    const mute: RequestListener = () => {}
    const stalled: RequestListener = (_, response) => response.write('a')
    const dripping: RequestListener = (_, response) => {
      const drip = setInterval(() => response.write('a'), 5)
      response.on('close', () => clearInterval(drip))
    }
    expect(await limited(mute, { headersMs: 30 })).toBe('timed_out')
    expect(await limited(stalled, { idleMs: 30 })).toBe('timed_out')
    expect(await limited(dripping, { wholeMs: 100 })).toBe('timed_out')
    expect(await limited(mute, { wholeMs: 30 })).toBe('timed_out')
  })

  it('some time, also to unpack what has come already', async () => {
    await using host = await startOtherHost((_, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(Buffer.alloc(5e6)))
    })
    const client = loopbackClient({
      hosts: [`127.0.0.1:${host.port}`],
      limits: { wholeMs: 1_500 },
    })
    const { body } = await client.fetch(`${host.base}/`, { purpose })
    const chunks = body[Symbol.asyncIterator]()
    expect((await chunks.next()).done).toBe(false)
    await sleep(1_600)
    expect(await problemOf(Array.fromAsync({ [Symbol.asyncIterator]: () => chunks }))).toBe(
      'timed_out',
    )
  })

  it('some fetches at once, and frees their places however they end', async () => {
    let isMute = true
    await using host = await startOtherHost((_, response) => {
      if (!isMute) response.end('hello')
    })
    const client = loopbackClient({ hosts: [`127.0.0.1:${host.port}`], limits: { atOnce: 2 } })
    const leaving = new AbortController()
    const ask = () => client.fetch(`${host.base}/`, { purpose, signal: leaving.signal })
    const first = [problemOf(ask()), problemOf(ask())]
    expect(await problemOf(ask())).toBe('too_many_fetches')
    leaving.abort()
    expect(await Promise.all(first)).toEqual(['cancelled', 'cancelled'])
    isMute = false
    for (let round = 0; round < 5; round += 1) {
      expect(await textAt(client, `${host.base}/`)).toBe('hello')
      expect(await problemOf(client.fetch('nonsense', { purpose }))).toBe('invalid_url')
    }
  })
})

describe('lets go of the host', () => {
  it('when nobody takes the rest, or somebody says so', async () => {
    await using host = await startOtherHost((_, response) => void response.write('a'.repeat(1e5)))
    const client = loopbackClient({ hosts: [`127.0.0.1:${host.port}`] })
    for await (const chunk of (await client.fetch(`${host.base}/`, { purpose })).body) {
      expect(chunk.length).toBeGreaterThan(0)
      break
    }
    await expect.poll(host.connections).toBe(0)
    const leaving = new AbortController()
    const answer = await client.fetch(`${host.base}/`, { purpose, signal: leaving.signal })
    const rest = problemOf(Array.fromAsync(answer.body))
    leaving.abort()
    expect(await rest).toBe('cancelled')
    await expect.poll(host.connections).toBe(0)
    {
      using unread = await client.fetch(`${host.base}/`, { purpose })
      expect(unread.status).toBe(200)
    }
    await expect.poll(host.connections).toBe(0)
  })

  it('takes from it only as fast as it is asked for', async () => {
    let sent = 0
    await using host = await startOtherHost((_, response) => {
      const chunk = Buffer.alloc(65_536)
      const more = () => {
        while (sent < 2e8 && response.write(chunk)) sent += chunk.length
      }
      response.on('drain', more)
      more()
    })
    const client = loopbackClient({ hosts: [`127.0.0.1:${host.port}`], limits: { idleMs: 400 } })
    using answer = await client.fetch(`${host.base}/`, { purpose })
    const chunks = answer.body[Symbol.asyncIterator]()
    expect((await chunks.next()).done).toBe(false)
    // longer than it waits for a byte: nobody waits for one
    await sleep(500)
    expect(sent).toBeLessThan(5e7)
    expect((await chunks.next()).done).toBe(false)
  })
})

describe('believes no host', () => {
  const raw = async (
    answer: string,
    afterwards: (socket: Socket) => void = (socket) => socket.end(),
    headersMs = 20_000,
  ) => {
    await using host = await startRawHost((socket) => {
      socket.write(answer.replaceAll('\n', '\r\n'))
      afterwards(socket)
    })
    const client = loopbackClient({ hosts: [`127.0.0.1:${host.port}`], limits: { headersMs } })
    return await problemOf(textAt(client, `${host.base}/`))
  }

  it.each([
    ['that sends less than it says', 'HTTP/1.1 200 OK\nContent-Length: 9\n\nhello', 'unreachable'],
    [
      'whose chunks break off',
      'HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n5\nhello\n',
      'unreachable',
    ],
    ['that sends more than it says', 'HTTP/1.1 200 OK\nContent-Length: 5\n\nhello, world', 'hello'],
    [
      'that gives two lengths',
      'HTTP/1.1 200 OK\nContent-Length: 5\nContent-Length: 6\n\nhello!',
      'unreadable',
    ],
    [
      'that gives a length and chunks',
      'HTTP/1.1 200 OK\nContent-Length: 5\nTransfer-Encoding: chunked\n\n0\n\n',
      'unreadable',
    ],
    ['that gives no length', 'HTTP/1.1 200 OK\n\nhello', 'hello'],
    ['that speaks something else', 'SSH-2.0-OpenSSH_9.9\n', 'unreadable'],
    ['that says nothing', '', 'unreachable'],
    ['whose header has no end', `HTTP/1.1 200 OK\n${'X-Y: z\n'.repeat(5000)}\n`, 'unreadable'],
    [
      'that wants another protocol',
      'HTTP/1.1 101 Switching\nUpgrade: x\nConnection: upgrade\n\n',
      'unreachable',
    ],
    [
      'whose chunk has a wrong size',
      'HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nxyz\n',
      'unreachable',
    ],
  ])('%s', async (_, answer, result) => expect(await raw(answer)).toBe(result))

  it('that announces an answer for ever', async () => {
    let announcing: NodeJS.Timeout | undefined
    const announce = (socket: Socket) => {
      announcing = setInterval(() => socket.write('HTTP/1.1 100 Continue\r\n\r\n'), 10)
      socket.on('close', () => clearInterval(announcing))
    }
    const result = await raw('HTTP/1.1 100 Continue\n\n', announce, 200)
    expect(result).toBe('timed_out')
  })

  it('that resets the connection', async () => {
    expect(await raw('', (socket) => socket.resetAndDestroy())).toBe('unreachable')
  })
})
