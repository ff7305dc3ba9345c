import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { smallDocument } from '../ingest/testing/small-documents.ts'
import { RawConnection } from '../testing/http/raw-connection.ts'
import { zstdOfWindow } from '../testing/http/zstd-of-window.ts'
import { smallBytesMax } from './receiving/document-checker.ts'
import { startTestReceiver, type TestReceiver, tokenFor } from './testing/running-receiver.ts'

let receiver: TestReceiver
let token: string

beforeAll(async () => {
  receiver = await startTestReceiver()
  token = await tokenFor({ origin: 'maestro' })
})
afterAll(() => receiver[Symbol.asyncDispose]())

const document = smallDocument('a')
const text = JSON.stringify(document)

async function taken(answer: Response): Promise<string> {
  expect(answer.status).toBe(200)
  const { id } = (await answer.json()) as { id: string }
  return readFile(join(receiver.spool.folder, `submission-${id}.json`), 'utf8')
}

describe('a good submission', () => {
  it('lies in the spool as it came when it is acknowledged, in the words of the reference', async () => {
    const answer = await receiver.submit(text)
    const body = await answer.clone().text()
    expect(body).toMatch(
      /^{"id":"([A-Za-z0-9]{32})","status":"ok","message":"Received submission \1 with size (\d+) bytes"}$/,
    )
    expect(body).toContain(`size ${text.length} bytes`)
    expect(await taken(answer)).toBe(text)
  })

  it.each([
    ['application/json', {}],
    ['text/plain', {}],
    ['application/x-www-form-urlencoded', {}],
    ['multipart/form-data; boundary=x', {}],
    ['gzip', { 'Content-Encoding': 'gzip', body: gzipSync(text) }],
    ['zstd', { 'Content-Encoding': 'ZSTD', body: zstdCompressSync(text) }],
    ['zstd of 8 MiB', { 'Content-Encoding': 'zstd', body: zstdOfWindow(23, text) }],
  ])('is taken whatever its type and packing: %s', async (type, { body, ...headers }: Packed) => {
    const more = { headers: { 'Content-Type': type, ...headers } }
    expect(await taken(await receiver.submit(body ?? text, more))).toBe(text)
  })

  it('may come in chunks', async () => {
    const chunks = new Blob([text]).stream()
    const more = { body: chunks, duplex: 'half' } as RequestInit
    expect(await taken(await receiver.submit('', more))).toBe(text)
  })

  it('may be sent with a token of the unified secret, under any scheme', async () => {
    const other = await tokenFor({ origin: 'x' }, 'another secret of the tests')
    const more = { headers: { Authorization: `Token ${other}` } }
    expect((await receiver.submit(text, more)).status).toBe(200)
  })
})

type Packed = { body?: Buffer; 'Content-Encoding'?: string }

describe('a client that waits to be asked for its body', () => {
  const head = (authorization: string) =>
    `POST /submit HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\n` +
    `Content-Length: ${text.length}\r\nExpect: 100-continue\r\n\r\n`

  it('is asked at once', async () => {
    using connection = await RawConnection.open(receiver.url, head(`Bearer ${token}`))
    expect((await connection.answer())?.status).toBe(100)
    connection.send(text)
    expect((await connection.answer())?.status).toBe(200)
  })

  it('is refused instead when its token is not good', async () => {
    using connection = await RawConnection.open(receiver.url, head('Bearer x'))
    expect((await connection.answer())?.status).toBe(401)
    await connection.ended()
  })
})

describe('what is refused', () => {
  let before: string[]
  beforeAll(async () => {
    before = await receiver.stored()
  })
  afterEach(async () => {
    // an answer to what is not readable does not wait for what is removed
    await vi.waitUntil(async () => isDeepStrictEqual(await receiver.stored(), before))
  })

  it('is told as the reader of the spool would tell it, with the places in the document', async () => {
    const wrong = { version: { major: 5, minor: 3 }, tests: [{ id: 'x', origin: 'o' }] }
    const answer = await receiver.submit(wrong)
    expect(answer.status).toBe(400)
    expect(answer.headers.get('x-error-code')).toBe('invalid_document')
    const body = (await answer.json()) as Record<string, unknown>
    expect(Object.keys(body).slice(0, 3)).toEqual(['id', 'status', 'message'])
    expect(body).toMatchObject({
      id: '0',
      status: 'error',
      code: 'invalid_document',
      origins: ['o'],
      faults: [{ pointer: '/tests/0' }, { pointer: '/tests/0/id' }],
    })
  })

  it.each([
    ['nothing', '', 'empty_file'],
    ['no JSON', '{"a":', 'not_json'],
    ['two documents', text + text, 'not_json'],
    ['NUL in misc', text.replace('"o:a"', '"o:a","misc":{"a":"\\u0000"}'), 'nul_character'],
    ['a NUL byte', `${text}\0`, 'not_json'],
    ['UTF-16', Buffer.from(text, 'utf16le'), 'not_utf8'],
    ['other bytes', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), 'not_utf8'],
    ['huge nesting', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'nesting_too_deep'],
    ['an overflow', '{"a":1e400}', 'number_overflow'],
    ['no version', '{}', 'unknown_version'],
  ])('%s', async (_, sent, code) => {
    const answer = await receiver.submit(sent)
    expect([answer.status, answer.headers.get('x-error-code')]).toEqual([400, code])
  })

  it.each([
    ['br', 415, 'unknown_coding'],
    ['gzip, gzip', 415, 'unknown_coding'],
    ['constructor', 415, 'unknown_coding'],
    ['gzip', 400, 'damaged_body'],
    ['zstd', 400, 'damaged_body'],
  ])('plain text that claims to be packed with %s', async (coding, status, code) => {
    const answer = await receiver.submit(text, { headers: { 'Content-Encoding': coding } })
    expect([answer.status, answer.headers.get('x-error-code')]).toEqual([status, code])
  })

  it('a body packed with zstd that makes its reader keep more than 8 MiB', async () => {
    const headers = { 'Content-Encoding': 'zstd' }
    const answer = await receiver.submit(zstdOfWindow(24, text), { headers })
    expect([answer.status, answer.headers.get('x-error-code')]).toEqual([400, 'damaged_body'])
  })

  it('a packed body that breaks off', async () => {
    const half = gzipSync(text).subarray(0, -10)
    const answer = await receiver.submit(half, { headers: { 'Content-Encoding': 'gzip' } })
    expect([answer.status, answer.headers.get('x-error-code')]).toEqual([400, 'damaged_body'])
  })

  it('a client that leaves in the middle', async () => {
    const connection = connect(Number(new URL(receiver.url).port), '127.0.0.1')
    connection.write(
      `POST /submit HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Length: 999999\r\n\r\n${text.padEnd(smallBytesMax + 1)}`,
    )
    await once(connection, 'connect')
    await expect.poll(async () => (await receiver.stored()).length).toBe(before.length + 1)
    connection.resetAndDestroy()
    await expect.poll(() => receiver.stored()).toEqual(before)
  })

  it.each([
    ['two lengths', 'Content-Length: 4\r\nContent-Length: 5\r\n\r\n{}{}', 400],
    [
      'a length and chunks',
      'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['a negative length', 'Content-Length: -1\r\n\r\n{}', 400],
    ['an unknown transfer coding', 'Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n', 400],
    ['a damaged chunk', 'Transfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n', 400],
    ['another expectation', 'Expect: 200-ok\r\nContent-Length: 2\r\n\r\n{}', 417],
  ])('a body with %s', async (_, rest, status) => {
    const head = `POST /submit HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n`
    using connection = await RawConnection.open(receiver.url, head + rest)
    expect((await connection.answer())?.status).toBe(status)
    await connection.ended()
  })

  it.each([
    ['GET', '/submit', 405],
    ['PUT', '/submit', 405],
    ['POST', '/status', 405],
    ['DELETE', '/', 405],
    ['POST', '/nothing', 404],
    ['GET', '/submit/%00', 404],
    ['GET', '/metrics', 404],
  ])('%s %s', async (method, path, status) => {
    const body = method === 'GET' ? {} : { body: text }
    const headers = { Authorization: `Bearer ${token}` }
    const answer = await fetch(receiver.url + path, { method, headers, ...body })
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ id: '0', status: 'error' })
  })

  it('a body that is announced to be too large, before it came', async () => {
    const length = 512 * 1024 * 1024 + 1
    const head = `POST /submit HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n`
    using connection = await RawConnection.open(
      receiver.url,
      `${head}Content-Length: ${length}\r\n\r\n`,
    )
    const answer = await connection.answer()
    expect([answer?.status, answer?.headers.get('x-error-code')]).toEqual([
      413,
      'document_too_large',
    ])
    await connection.ended()
  })

  it('a body without a good token, before it came', async () => {
    const head = 'POST /submit HTTP/1.1\r\nHost: x\r\nContent-Length: 500000000\r\n\r\n'
    using connection = await RawConnection.open(receiver.url, head)
    const answer = await connection.answer()
    expect(answer?.status).toBe(401)
    expect(answer?.headers.get('www-authenticate')).toBe('Bearer')
    await connection.ended()
  })
})

it('takes a good submission after one without a token on the same connection', async () => {
  const refusing = `POST /submit HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}`
  using connection = await RawConnection.open(receiver.url, refusing)
  expect((await connection.answer())?.status).toBe(401)
  expect((await receiver.submit(text)).status).toBe(200)
})

it('says that it is there', async () => {
  const health = await fetch(`${receiver.url}/health`)
  expect([health.status, await health.text()]).toEqual([200, 'OK'])
  const page = await fetch(receiver.url)
  expect(page.headers.get('content-type')).toContain('text/html')
})
