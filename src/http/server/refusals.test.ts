import fc from 'fast-check'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appWithoutDatabase } from '../../testing/http/app-without-database.ts'
import { RawConnection, type RawAnswer } from '../../testing/http/raw-connection.ts'
import { type RunningServer, startHttpServer } from './http-server.ts'

const lines: string[] = []
const { app, registry } = appWithoutDatabase({
  log: pino({ level: 'info' }, { write: (line) => void lines.push(line) }),
  settings: { corsAllowedOrigins: ['https://dashboard.kernelci.org'] },
})
let server: RunningServer
beforeAll(async () => {
  server = await startHttpServer(app, { host: '127.0.0.1', port: 0 })
})
afterAll(() => server.close(0))

/** What is logged since, one record per line. */
function loggedSince(length: number): Record<string, unknown>[] {
  return lines.slice(length).map((line) => JSON.parse(line) as Record<string, unknown>)
}

async function errorsCounted(code: string): Promise<number> {
  const sample = new RegExp(`^treeline_http_errors_total\\{code="${code}"\\} (\\d+)$`, 'm')
  return Number(sample.exec(await registry.metrics())?.[1])
}

const host = 'Host: x\r\n'
const post = `POST /healthz HTTP/1.1\r\n${host}`
const get = (headers: string, target = '/healthz') => `GET ${target} HTTP/1.1\r\n${headers}\r\n`

describe('what is refused, whatever it asks for', () => {
  const unreadable: [string, string][] = [
    ['no HTTP', 'nonsense\r\n\r\n'],
    ['a TLS handshake', '\x16\x03\x01\x02\x00\x01\x00\x01\xFC\x03\x03'],
    ['an unknown method', `BREW /healthz HTTP/1.1\r\n${host}\r\n`],
    ['a method in small letters', `get /healthz HTTP/1.1\r\n${host}\r\n`],
    ['the beginning of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a version that does not exist', `GET /healthz HTTP/1.2\r\n${host}\r\n`],
    ['lines that end in LF alone', 'GET /healthz HTTP/1.1\nHost: x\n\n'],
    ['a space in the path', get(host, '/a b')],
    ['bytes beyond ASCII in the path', get(host, '/\xFF')],
    ['a path without a slash', get(host, 'healthz')],
    ['an asterisk that is no OPTIONS', get(host, '*')],
    ['an address that is not http', get(host, 'ftp://x/healthz')],
    ['an address without a host', get(host, 'http:///healthz')],
    ['a user in an address', get(host, 'http://me@x/healthz')],
    ['a line that goes on in the next', get(`${host}A: b\r\n c\r\n`)],
    ['a space before a colon', get('Host : x\r\n')],
    ['NUL in a header', get(`${host}A: b\0c\r\n`)],
    ['CR in a header', get(`${host}A: b\rc\r\n`)],
    ['two lengths', `${post}Content-Length: 0\r\nContent-Length: 5\r\n\r\nabcde`],
    ['the same length twice', `${post}Content-Length: 5\r\nContent-Length: 5\r\n\r\nabcde`],
    ['a list of lengths', `${post}Content-Length: 5, 5\r\n\r\nabcde`],
    ['a length with a sign', `${post}Content-Length: +5\r\n\r\nabcde`],
    [
      'a length and chunks',
      `${post}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    ['chunks that are none', `${post}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`],
    ['a coding before chunks', `${post}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`],
    [
      'chunks in HTTP/1.0',
      `${post.replace('1.1', '1.0')}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    ['two codings', `${post}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n`],
    ['a space in the name of a coding', `${post}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n`],
  ]
  const cases: [string, number, string, string][] = [
    ...unreadable.map(([name, bytes]): [string, number, string, string] => [
      name,
      400,
      'unreadable_request',
      bytes,
    ]),
    ['no Host', 400, 'invalid_host', get('')],
    ['two Hosts', 400, 'invalid_host', get('Host: a\r\nhost: b\r\n')],
    ['the same Host twice', 400, 'invalid_host', get('Host: x\r\nHost: x\r\n')],
    ['two Hosts in HTTP/1.0', 400, 'invalid_host', 'GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n'],
    ['a Host with a space', 400, 'invalid_host', get('Host: a b\r\n')],
    ['a Host with a path', 400, 'invalid_host', get('Host: a/b\r\n')],
    ['a Host with a user', 400, 'invalid_host', get('Host: a@b\r\n')],
    ['a Host with an impossible port', 400, 'invalid_host', get('Host: a:99999\r\n')],
    ['a backslash in the path', 400, 'unreadable_path', get(host, '/\\')],
    ['an unknown Expect', 417, 'unknown_expectation', get(`${host}Expect: magic\r\n`)],
    ['two expectations', 417, 'unknown_expectation', get(`${host}Expect: a, 100-continue\r\n`)],
    [
      'CONNECT',
      405,
      'connect_refused',
      'CONNECT a.example:443 HTTP/1.1\r\nHost: a.example\r\n\r\n',
    ],
    ['a path beyond 16 kB', 431, 'headers_too_large', get(host, `/${'a'.repeat(200_000)}`)],
    ['a header beyond 16 kB', 431, 'headers_too_large', get(`${host}A: ${'b'.repeat(20_000)}\r\n`)],
    ['more than 100 headers', 431, 'headers_too_large', get(`${host}${'a:b\r\n'.repeat(100)}`)],
    ['thousands of headers', 431, 'headers_too_large', get(`${host}${'a:b\r\n'.repeat(2_500)}`)],
  ]

  it.each(cases)('%s: %i %s', async (_, status, code, bytes) => {
    const before = lines.length
    const counted = await errorsCounted(code)
    using connection = await RawConnection.open(server.url, bytes)
    const answer = await connection.answer()
    expect(answer?.status).toBe(status)
    expect(answer?.headers.get('x-error-code')).toBe(code)
    expect(answer?.headers.get('content-type')).toBe('application/json')
    expect(answer?.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer?.headers.get('connection')).toBe('close')
    const body = JSON.parse(answer?.body ?? '') as object
    expect(body).toEqual({ error: expect.any(String) as string })
    await connection.ended()
    const requestId = answer?.headers.get('x-request-id')
    expect(loggedSince(before)).toMatchObject([{ level: 30, status, errorCode: code, requestId }])
    expect(lines.at(-1)?.length).toBeLessThan(800)
    expect(await errorsCounted(code)).toBe(counted + 1)
  })
})

describe('refusals', () => {
  const ask = async (bytes: string): Promise<RawAnswer | undefined> => {
    using connection = await RawConnection.open(server.url, bytes)
    return await connection.answer({ hasBody: !bytes.startsWith('HEAD') })
  }

  it('say what is wrong with what could not be read', async () => {
    const { body } = (await ask(get(host, '/a b'))) ?? {}
    expect(body).toContain('its first line must be a method, an address and HTTP/1.1')
  })

  it('name the method and the path, as sent, where they could be read', async () => {
    const before = lines.length
    await ask(`PUT /api/../%7e?q=1 HTTP/1.1\r\n\r\n`)
    await ask('nonsense\r\n\r\n')
    expect(loggedSince(before)).toMatchObject([
      { method: 'PUT', path: '/api/../%7e' },
      { method: null, path: null },
    ])
  })

  it('have no body when HEAD asks', async () => {
    using connection = await RawConnection.open(server.url, 'HEAD /healthz HTTP/1.1\r\n\r\n')
    const answer = await connection.answer({ hasBody: false })
    expect(answer?.status).toBe(400)
    expect(await connection.answer()).toBeUndefined()
  })

  it('are readable for pages of other origins, preflights among them', async () => {
    const origin = 'Origin: https://dashboard.kernelci.org\r\n'
    const preflight = `OPTIONS / HTTP/1.1\r\n${origin}Access-Control-Request-Method: GET\r\n\r\n`
    for (const bytes of [get(origin), preflight]) {
      const answer = await ask(bytes)
      expect(answer?.status).toBe(400)
      expect(answer?.headers.get('access-control-allow-origin')).toBe(
        'https://dashboard.kernelci.org',
      )
    }
  })

  it('come after the answers to what was sent before, and nothing after them', async () => {
    const bytes = `${get(host)}${get(host, '/readyz')}nonsense\r\n\r\n${get(host)}`
    using connection = await RawConnection.open(server.url, bytes)
    expect((await connection.answer())?.body).toBe('{"status":"ok"}')
    expect((await connection.answer())?.body).toContain('"ready"')
    expect((await connection.answer())?.status).toBe(400)
    expect(await connection.answer()).toBeUndefined()
  })

  it('leave what follows unread: who is not understood may mean it as a part', async () => {
    const before = lines.length
    const bytes = `GET /healthz HTTP/1.1\r\n${host}Expect: magic\r\n\r\n${get(host, '/readyz')}`
    using connection = await RawConnection.open(server.url, bytes)
    expect((await connection.answer())?.status).toBe(417)
    expect(await connection.answer()).toBeUndefined()
    expect(loggedSince(before).map(({ path }) => path)).toEqual(['/healthz'])
  })

  it('let what follows come, so that its client can leave', async () => {
    const body = 'x'.repeat(32 * 1024 * 1024)
    const refused = `GET /healthz HTTP/1.1\r\n${host}Expect: magic\r\n\r\n`
    const bytes = `${refused}${post}Content-Length: ${body.length}\r\n\r\n${body}`
    using connection = await RawConnection.open(server.url, bytes, { staysOpen: true })
    expect((await connection.answer())?.status).toBe(417)
    connection.socket.end()
    await connection.closed()
    expect(connection.socket.errored).toBeNull()
  })

  it('of a broken body do not follow the answer to its request', async () => {
    const bytes = `GET /healthz HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n`
    using connection = await RawConnection.open(server.url, bytes)
    expect((await connection.answer())?.status).toBe(200)
    connection.send('no chunk\r\n')
    expect(await connection.answer()).toBeUndefined()
  })
})

describe('what is odd and all the same allowed', () => {
  const cases: [string, string][] = [
    ['HTTP/1.0, which need not name a host', 'GET /healthz HTTP/1.0\r\n\r\n'],
    ['an empty Host', get('Host:\r\n')],
    ['an IPv6 address as Host', get('Host: [::1]:8000\r\n')],
    ['a whole address, as proxies get it', get(host, 'http://other.example:80/healthz')],
    ['a scheme in capitals', get(host, 'HTTP://other.example/healthz')],
    ['100 headers', get(`${host}${'a:b\r\n'.repeat(99)}`)],
    ['Expect in HTTP/1.0', 'GET /healthz HTTP/1.0\r\nExpect: magic\r\n\r\n'],
    ['a wish for a WebSocket', get(`${host}Connection: Upgrade\r\nUpgrade: websocket\r\n`)],
    ['a wish for HTTP/2', get(`${host}Connection: Upgrade\r\nUpgrade: h2c\r\n`)],
    ['a body with GET', get(`${host}Content-Length: 5\r\n`).concat('abcde')],
    [
      'a chunked body, in capitals',
      get(`${host}Transfer-Encoding: CHUNKED\r\n`).concat('0\r\n\r\n'),
    ],
  ]

  it.each(cases)('%s', async (_, bytes) => {
    using connection = await RawConnection.open(server.url, bytes)
    const answer = await connection.answer()
    expect(answer?.status).toBe(200)
    expect(answer?.body).toBe('{"status":"ok"}')
  })

  it('lets a body that is expected come', async () => {
    const bytes = `${post}Content-Length: 2\r\nExpect: 100-Continue\r\n\r\n`
    using connection = await RawConnection.open(server.url, bytes)
    expect((await connection.answer())?.status).toBe(100)
    expect((await connection.answer())?.status).toBe(405)
  })

  it('asks for the options of the server as a whole', async () => {
    using connection = await RawConnection.open(server.url, `OPTIONS * HTTP/1.1\r\n${host}\r\n`)
    const answer = await connection.answer()
    expect(answer?.status).toBe(204)
    expect(answer?.headers.get('allow')).toBe('GET, HEAD, OPTIONS')
  })

  it.each(['TRACE', 'PROPFIND', 'DELETE'])('refuses the method %s like others', async (method) => {
    const bytes = `${method} /healthz HTTP/1.1\r\n${host}\r\n`
    using connection = await RawConnection.open(server.url, bytes)
    const answer = await connection.answer()
    expect(answer?.status).toBe(405)
    expect(answer?.body).toBe(`{"detail":"Method \\"${method}\\" not allowed."}`)
  })
})

describe('any bytes', () => {
  const part = fc.oneof(
    fc.constantFrom('GET ', 'POST ', 'HEAD ', 'CONNECT ', '/', '*', 'http://x/', ' HTTP/1.1'),
    fc.constantFrom('\r\n', '\n', ':', '\0', 'Host: x\r\n', 'Host:', 'Expect: 100-continue\r\n'),
    fc.constantFrom('Content-Length: 3\r\n', 'Transfer-Encoding: chunked\r\n', '\r\n\r\n', '0'),
    fc.string({ unit: 'binary', maxLength: 20 }),
  )

  it(
    'get answers that can be read, none of them a failure, and end nothing',
    { timeout: 30_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(part, { maxLength: 30 }), async (parts) => {
          using connection = await RawConnection.open(server.url, parts.join(''))
          connection.socket.end()
          for (;;) {
            const answer = await connection.answer()
            if (answer === undefined) break
            expect(answer.status).toBeGreaterThanOrEqual(100)
            expect(answer.status).toBeLessThan(500)
          }
        }),
        { numRuns: 100 },
      )
      expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    },
  )
})
