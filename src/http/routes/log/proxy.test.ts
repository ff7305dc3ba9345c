import { get, type IncomingMessage, request, type RequestListener } from 'node:http'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { brotliCompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import type { FetchLimits } from '../../../platform/guarded-fetch/fetch-limits.ts'
import { createLogs } from '../../../read/logs/logs.ts'
import { appWithoutDatabase } from '../../../testing/http/app-without-database.ts'
import { everyLog } from '../../../testing/hosts/every-log.ts'
import { loopbackClient } from '../../../testing/hosts/loopback-client.ts'
import { startOtherHost, startRawHost, type OtherHost } from '../../../testing/hosts/other-host.ts'
import { startHttpServer } from '../../server/http-server.ts'

const text = '[    0.000000] Booting Linux on physical CPU 0x0\n'.repeat(500)

type Options = { limits?: Partial<FetchLimits>; hosts?: string[] }

/** The service, which may fetch from `host`. */
async function serviceBeside(host: OtherHost, { limits = {}, hosts = [] }: Options = {}) {
  const client = loopbackClient({ hosts: [`127.0.0.1:${host.port}`, ...hosts], limits })
  const { app, registry } = appWithoutDatabase({ logs: createLogs(client) })
  const server = await startHttpServer(app, { host: '127.0.0.1', port: 0 })
  return {
    registry,
    addressOf: (url: string) => `${server.url}/api/proxy/?url=${encodeURIComponent(url)}`,
    [Symbol.asyncDispose]: () => server.close(0),
  }
}

/** What comes over the wire, not unpacked. */
async function ask(address: string, headers: Record<string, string> = {}, method = 'GET') {
  const sent = request(address, { headers, method, agent: false }).end()
  // of a connection that is reset both the request and what was read of its answer tell
  sent.on('error', () => {})
  const [answer] = (await once(sent, 'response')) as [IncomingMessage]
  return { status: answer.statusCode, headers: answer.headers, body: await bodyOf(answer) }
}

/** Null when it breaks off. */
function bodyOf(answer: IncomingMessage): Promise<Buffer | null> {
  return Array.fromAsync(answer).then(
    (chunks) => Buffer.concat(chunks as Buffer[]),
    () => null,
  )
}

async function proxied(answer: RequestListener, path = '/a/build.log', headers = {}) {
  await using host = await startOtherHost(answer)
  await using service = await serviceBeside(host)
  return await ask(service.addressOf(host.base + path), headers)
}

describe('GET /api/proxy/', () => {
  it('gives a log as it is, to be saved and not shown', async () => {
    const { status, headers, body } = await proxied((_, response) => {
      response.setHeader('Set-Cookie', 'a=b')
      response.setHeader('Content-Type', 'text/html; charset=utf-8').end(text)
    })
    expect(status).toBe(200)
    expect(body?.toString()).toBe(text)
    expect(headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-length': String(text.length),
      'content-disposition': 'attachment; filename="build.log"',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    })
    expect(headers).not.toHaveProperty('set-cookie')
    expect(headers).not.toHaveProperty('cache-control')
  })

  it('asks for the path as it was meant, and hands nothing of the client on', async () => {
    await using host = await startOtherHost((_, response) => response.end('x'))
    await using service = await serviceBeside(host)
    const path = '//a//b+c%2Fd%20e/?x=1+2&url=%2B'
    await ask(service.addressOf(host.base + path), {
      Authorization: 'Basic abc',
      Cookie: 'a=b',
      'X-Forwarded-For': '1.2.3.4',
      Range: 'bytes=0-1',
    })
    expect(host.requests[0]?.url).toBe(path)
    const sent = Object.keys(host.requests[0]?.headers ?? {})
    expect(sent).toEqual(expect.not.arrayContaining(['authorization', 'cookie', 'x-forwarded-for']))
    expect(sent).not.toContain('range')
  })

  it.each([
    ['packed for the way', { 'Content-Encoding': 'gzip' }, gzipSync(text), text],
    ['packed for the way by br', { 'Content-Encoding': 'br' }, brotliCompressSync(text), text],
    ['plain, but said to be packed', { 'Content-Encoding': 'gzip' }, Buffer.from(text), text],
    ['plain, but said to be gzip', { 'Content-Type': 'application/gzip' }, Buffer.from(text), text],
  ])('gives text that is %s', async (_, headers, sent, expected) => {
    const answer = await proxied((_request, response) => response.writeHead(200, headers).end(sent))
    expect(answer.body?.toString()).toBe(expected)
    expect(answer.headers).not.toHaveProperty('content-encoding')
  })

  it('leaves a packed file packed, also when it is packed once more for the way', async () => {
    const file = gzipSync(text)
    const type = { 'Content-Type': 'application/x-gzip' }
    const plain = await proxied((_, response) => response.writeHead(200, type).end(file), '/log.gz')
    expect(plain.body).toEqual(file)
    expect(plain.headers['content-type']).toBe('application/gzip')
    const twice = await proxied(
      (_, response) =>
        response.writeHead(200, { ...type, 'Content-Encoding': 'gzip' }).end(gzipSync(file)),
      '/log.gz',
      { 'Accept-Encoding': 'gzip' },
    )
    expect(twice.body).toEqual(file)
  })

  it('packs text for those who take gzip', async () => {
    const answer = await proxied(
      (_, response) => response.setHeader('Content-Type', 'text/plain').end(text),
      '/log',
      { 'Accept-Encoding': 'gzip' },
    )
    expect(answer.headers).toMatchObject({ 'content-encoding': 'gzip' })
    expect(answer.headers['vary']).toContain('Accept-Encoding')
    expect(answer.headers).not.toHaveProperty('content-length')
    expect(gunzipSync(answer.body ?? '').toString()).toBe(text)
  })

  it('answers HEAD without the body, and takes none', async () => {
    await using host = await startOtherHost((_, response) => {
      response.writeHead(200, { 'Content-Length': '100000000' }).write('a')
    })
    await using service = await serviceBeside(host)
    const answer = await ask(service.addressOf(`${host.base}/log`), {}, 'HEAD')
    expect(answer).toMatchObject({ status: 200, headers: { 'content-length': '100000000' } })
    await expect.poll(host.connections).toBe(0)
  })
})

describe('refuses', () => {
  it.each([
    ['', 400, 'invalid_url', 'Invalid URL'],
    ['not a url', 400, 'invalid_url', 'Invalid URL'],
    ['//127.0.0.1/x', 400, 'invalid_url', 'Invalid URL'],
    ['file:///etc/passwd', 400, 'invalid_url', 'Invalid URL'],
    ['http://127.0.0.1:80\\@files.kernelci.org/../x', 400, 'invalid_url', 'Invalid URL'],
    ['https://user:password@files.test/x', 400, 'invalid_url', 'Invalid URL'],
    ['https://example.com/x', 403, 'domain_not_allowed', 'Domain not allowed'],
    ['http://169.254.169.254/x', 403, 'domain_not_allowed', 'Domain not allowed'],
    ['https://s3.test/bucket/../x', 403, 'domain_not_allowed', 'Domain not allowed'],
    [
      'http://10.0.0.1/x',
      403,
      'address_not_public',
      'Domain not allowed: it has an address that is not public',
    ],
  ])('%j', async (url, status, code, error) => {
    await using host = await startOtherHost((_, response) => response.end('secret'))
    await using service = await serviceBeside(host, {
      hosts: ['files.test', 's3.test/bucket/', '10.0.0.1'],
    })
    const answer = await ask(service.addressOf(url))
    expect(answer.status).toBe(status)
    expect(answer.headers['x-error-code']).toBe(code)
    expect(JSON.parse(String(answer.body))).toEqual({ error })
    expect(host.requests).toEqual([])
  })

  it('a missing address, and takes the last of several', async () => {
    await using host = await startOtherHost((_, response) => response.end('x'))
    await using service = await serviceBeside(host)
    const bare = service.addressOf('').replace(/\?.*/, '')
    expect((await ask(bare)).status).toBe(400)
    const first = `${bare}?url=${encodeURIComponent(host.base)}`
    expect((await ask(`${first}&url=x`)).status).toBe(400)
    expect((await ask(`${bare}?url=x&url=${encodeURIComponent(host.base)}`)).status).toBe(200)
  })
})

describe('tells of a host', () => {
  it.each([
    [404, 404, 'upstream_refused', 'Failed to fetch resource: Not Found'],
    [403, 403, 'upstream_refused', 'Failed to fetch resource: Forbidden'],
    [410, 410, 'upstream_refused', 'Failed to fetch resource: Gone'],
    [499, 502, 'upstream_failed', 'Failed to fetch resource: status 499'],
    [500, 502, 'upstream_failed', 'Failed to fetch resource: Internal Server Error'],
    [503, 502, 'upstream_failed', 'Failed to fetch resource: Service Unavailable'],
    [520, 502, 'upstream_failed', 'Failed to fetch resource: status 520'],
    [999, 502, 'upstream_failed', 'Failed to fetch resource: status 999'],
    [204, 502, 'upstream_failed', 'Failed to fetch resource: No Content'],
    [206, 502, 'upstream_failed', 'Failed to fetch resource: Partial Content'],
    [304, 502, 'upstream_failed', 'Failed to fetch resource: Not Modified'],
    [302, 502, 'upstream_failed', 'Failed to fetch resource: Found'],
  ])('that answers %i', async (status, ours, code, error) => {
    const answer = await proxied((_, response) => response.writeHead(status).end())
    expect(answer.status).toBe(ours)
    expect(answer.headers['x-error-code']).toBe(code)
    expect(JSON.parse(String(answer.body))).toEqual({ error })
  })

  it('that leads elsewhere, is silent, too large or too busy', async () => {
    await using host = await startOtherHost((asked, response) => {
      if (asked.url === '/away') response.writeHead(302, { Location: 'http://[::1]/' }).end()
      if (asked.url === '/round') response.writeHead(302, { Location: '/round' }).end()
      if (asked.url === '/large') response.end(Buffer.alloc(1e6))
      if (asked.url === '/stall') response.write('')
    })
    const limits = { maxBytes: 1e5, maxRedirects: 2 }
    await using patient = await serviceBeside(host, { limits })
    await using impatient = await serviceBeside(host, { limits: { headersMs: 50, idleMs: 50 } })
    const codeAt = async (path: string, service = patient) => {
      const { status, headers } = await ask(service.addressOf(host.base + path))
      return `${status} ${headers['x-error-code']}`
    }
    expect(await codeAt('/away')).toBe('403 domain_not_allowed')
    expect(await codeAt('/round')).toBe('502 upstream_failed')
    expect(await codeAt('/large')).toBe('502 upstream_failed')
    expect(await codeAt('/mute', impatient)).toBe('504 upstream_timeout')
    expect(await codeAt('/stall', impatient)).toBe('504 upstream_timeout')
    await using busy = await serviceBeside(host, { limits: { ...limits, atOnce: 0 } })
    const answer = await ask(busy.addressOf(host.base))
    expect(answer).toMatchObject({
      status: 503,
      headers: { 'x-error-code': 'too_many_fetches', 'retry-after': '5' },
    })
  })

  it.each(['identity', 'gzip'])('by breaking off where it breaks off: %s', async (coding) => {
    await using host = await startRawHost((socket) => {
      const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 9999\r\n\r\n'
      socket.write(head + 'a'.repeat(5000))
    })
    await using service = await serviceBeside(host)
    const address = service.addressOf(host.base)
    const asked = get(address, { headers: { 'Accept-Encoding': coding }, agent: false })
    asked.on('error', () => {})
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    expect(answer.statusCode).toBe(200)
    host.cut()
    expect(await bodyOf(answer)).toBeNull()
  })

  it('by breaking off where there is more than may be', async () => {
    await using host = await startOtherHost((_, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(Buffer.alloc(1e7)))
    })
    await using service = await serviceBeside(host, { limits: { maxBytes: 1e6 } })
    expect((await ask(service.addressOf(host.base))).body).toBeNull()
  })
})

describe('a client that', () => {
  it('leaves ends what is fetched for it, before and after the first byte', async () => {
    await using host = await startOtherHost((asked, response) => {
      if (asked.url === '/begun') response.write('a'.repeat(100_000))
    })
    await using service = await serviceBeside(host)
    for (const path of ['/mute', '/begun']) {
      const sent = get(service.addressOf(host.base + path))
      sent.on('error', () => {})
      const answered = once(sent, 'response')
      if (path === '/mute') answered.catch(() => {})
      await expect.poll(host.connections).toBe(1)
      if (path === '/begun') await answered
      sent.destroy()
      await expect.poll(host.connections).toBe(0)
    }
  })

  it('reads slowly makes the host wait', async () => {
    let sent = 0
    await using host = await startOtherHost((_, response) => {
      const chunk = Buffer.alloc(65_536)
      const more = () => {
        while (sent < 1e8 && response.write(chunk)) sent += chunk.length
      }
      response.on('drain', more)
      more()
    })
    await using service = await serviceBeside(host)
    const asked = get(service.addressOf(host.base))
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    answer.pause()
    await sleep(200)
    expect(sent).toBeLessThan(5e7)
    asked.destroy()
  })

  it('has all that it was promised and hangs up is no failure', async () => {
    const lines: string[] = []
    const log = pino({ level: 'warn' }, { write: (line: string) => lines.push(line) })
    const { promise: gone, resolve: leave } = Promise.withResolvers<void>()
    const body = async function* () {
      yield Buffer.from(text)
      await gone
    }
    const kept = { type: 'text/plain', length: text.length, [Symbol.dispose]: () => {} }
    const open = async () => ({ ...kept, body: body() })
    const { app } = appWithoutDatabase({ log, logs: { ...everyLog, open } })
    const server = await startHttpServer(app, { host: '127.0.0.1', port: 0 })
    expect((await ask(`${server.url}/api/proxy/?url=x`)).body?.toString()).toBe(text)
    await sleep(50)
    leave()
    await sleep(50)
    expect(lines).toEqual([])
    await server.close(0)
  })
})
