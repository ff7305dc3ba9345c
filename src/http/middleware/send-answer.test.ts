import { gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import type { HttpEnv } from '../http-app.ts'
import { sendAnswer } from '../middleware/send-answer.ts'

const long = JSON.stringify(Array.from({ length: 100 }, (_, index) => `line ${index}`))

const app = new Hono<HttpEnv>()
app.use(
  sendAnswer({
    cacheTimeoutSeconds: 180,
    corsAllowAllOrigins: false,
    corsAllowLocalhost: false,
    corsAllowedOrigins: [],
  }),
)
app.get('/long', (c) => c.body(long, 200, { 'Content-Type': 'application/json' }))
app.get('/short', (c) => c.text('short'))
app.get('/random', (c) => c.body(crypto.getRandomValues(new Uint8Array(300))))
app.get('/packed', (c) => c.body('x'.repeat(300), 200, { 'Content-Encoding': 'br' }))
app.get('/streamed', (c) => {
  c.set('streamed', true)
  return c.body(ReadableStream.from([Buffer.from(long), Buffer.from(long)]))
})
app.get('/empty', (c) => c.body(null, 204))

const ask = (path: string, accept?: string) =>
  app.request(path, { headers: accept === undefined ? {} : { 'accept-encoding': accept } })

describe('a body that is made', () => {
  it.each(['gzip', 'gzip, deflate, br', 'br;q=1.0, gzip;q=0.5', 'GZIP', 'X-GZip'])(
    'packs for %j',
    async (accept) => {
      const answer = await ask('/long', accept)
      const body = Buffer.from(await answer.arrayBuffer())
      expect(answer.headers.get('content-encoding')).toBe('gzip')
      expect(answer.headers.get('content-length')).toBe(String(body.length))
      expect(answer.headers.get('content-type')).toBe('application/json')
      expect(body.length).toBeLessThan(long.length)
      expect(gunzipSync(body).toString()).toBe(long)
    },
  )

  it.each([undefined, 'br', 'identity', 'gzip;q=0', 'gzip; q=0.0', 'GZIP;Q=0', 'gzipped', '*'])(
    'leaves a body alone for %j, and says that it could have been packed',
    async (accept) => {
      const answer = await ask('/long', accept)
      expect(answer.headers.get('content-encoding')).toBeNull()
      expect(answer.headers.get('vary')).toBe('Accept-Encoding, origin')
      expect(await answer.text()).toBe(long)
    },
  )

  it('packs on the way what is written while it is sent', async () => {
    const answer = await ask('/streamed', 'gzip')
    expect(answer.headers.get('content-encoding')).toBe('gzip')
    expect(answer.headers.get('content-length')).toBeNull()
    expect(gunzipSync(Buffer.from(await answer.arrayBuffer())).toString()).toBe(long + long)
    const plain = await ask('/streamed')
    expect(plain.headers.get('content-encoding')).toBeNull()
    expect(plain.headers.get('vary')).toBe('Accept-Encoding, origin')
    expect(await plain.text()).toBe(long + long)
  })

  it('leaves short bodies alone', async () => {
    const answer = await ask('/short', 'gzip')
    expect(answer.headers.get('content-encoding')).toBeNull()
    expect(answer.headers.get('vary')).toBe('origin')
    expect(answer.headers.get('content-length')).toBe('5')
  })

  it('leaves alone what would grow, what is packed, and what has no body', async () => {
    expect((await ask('/random', 'gzip')).headers.get('content-encoding')).toBeNull()
    expect((await ask('/packed', 'gzip')).headers.get('content-encoding')).toBe('br')
    expect((await ask('/empty', 'gzip')).status).toBe(204)
  })
})
