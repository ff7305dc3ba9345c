import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { appWithoutDatabase, emptyDatabase } from '../testing/http/app-without-database.ts'

const { app } = appWithoutDatabase()

describe('paths and methods', () => {
  it.each([
    ['/nowhere', 404],
    ['//api/tree/', 404],
    ['/api/', 404],
    ['/api/build/x/', 404],
    ['/api/build/x/tests/', 404],
    ['/api/tree/a', 404],
    ['/api/build/a%00', 400],
    [`/api/test/${'x'.repeat(8192)}`, 400],
    ['/api/build/x?a=%00', 400],
    ['/api/build/x?a=%ff', 400],
    ['/api/build/x?a=%', 400],
    ['/api/build/x?path=%zz', 200],
  ])('%s is answered with %i', async (path, status) => {
    const answer = await app.request(path)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe('application/json')
  })

  it('says "nothing found" with status 200 and a body that clients know', async () => {
    const answer = await app.request('/api/build/maestro:1')
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({ error: 'Build not found' })
    expect(answer.headers.get('x-error-code')).toBe('build_not_found')
  })

  it.each(['tree', 'origins', 'schema', 'schema/swagger-ui', 'schema/redoc'])(
    'redirects /api/%s to the form with a slash, whatever the method, and keeps the query',
    async (path) => {
      for (const method of ['GET', 'POST']) {
        const answer = await app.request(`/api/${path}?a=%20b&a=c`, { method })
        expect(answer.status).toBe(301)
        expect(answer.headers.get('location')).toBe(`/api/${path}/?a=%20b&a=c`)
        expect(await answer.text()).toBe('')
      }
    },
  )

  it('refuses other methods and names the supported ones', async () => {
    const answer = await app.request('/api/build/x', { method: 'PUT' })
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toBe('GET, HEAD, OPTIONS')
    expect(await answer.json()).toEqual({ detail: 'Method "PUT" not allowed.' })
  })

  it('answers HEAD as GET without a body', async () => {
    const [head, get] = await Promise.all([
      app.request('/api/build/x', { method: 'HEAD' }),
      app.request('/api/build/x'),
    ])
    expect(head.status).toBe(200)
    expect(await head.text()).toBe('')
    expect(head.headers.get('content-length')).toBe(get.headers.get('content-length'))
  })

  it('answers OPTIONS', async () => {
    const answer = await app.request('/api/origins/', { method: 'OPTIONS' })
    expect(answer.status).toBe(204)
    expect(answer.headers.get('allow')).toBe('GET, HEAD, OPTIONS')
  })
})

describe('parameters', () => {
  it('answers a bad one of the listing with a bare text, as clients know it', async () => {
    const answer = await app.request('/api/tree/?interval_in_days=x')
    expect(answer.status).toBe(400)
    const text: unknown = await answer.json()
    expect(JSON.parse(String(text))).toEqual([
      {
        type: 'int_parsing',
        loc: ['interval_in_days'],
        msg: 'Input should be a valid integer, unable to parse string as an integer',
        input: 'x',
        url: 'https://errors.pydantic.dev/2.13/v/int_parsing',
      },
    ])
  })

  it('writes the members of a record in the order that is known', async () => {
    const answer = await app.request('/api/tree/?interval_in_days=0')
    expect(await answer.json()).toBe(
      '[{"type":"greater_than","loc":["interval_in_days"],"msg":"Input should be greater than 0",' +
        '"input":"0","ctx":{"gt":0},"url":"https://errors.pydantic.dev/2.13/v/greater_than"}]',
    )
  })

  it('answers missing ones with an object, one record each', async () => {
    const answer = await app.request('/api/tree/h/builds?origin=o')
    expect(answer.status).toBe(400)
    const body: unknown = await answer.json()
    expect(body).toEqual({ error: expect.any(String) as string })
    const records = JSON.parse((body as { error: string }).error) as unknown[]
    const missing = { type: 'missing', msg: 'Field required', input: { origin: 'o' } }
    expect(records).toEqual([
      expect.objectContaining({ ...missing, loc: ['git_branch'] }),
      expect.objectContaining({ ...missing, loc: ['git_url'] }),
    ])
  })

  it.each([
    ['filter_test.status_[nope]=x', 'invalid_filter_operator'],
    ['filter_test.issue=nocomma', 'invalid_filter_value'],
  ])('answers the filter %s with %s', async (query, code) => {
    const answer = await app.request(`/api/tree/t/b/h/summary?${query}`)
    expect(answer.status).toBe(400)
    expect(answer.headers.get('x-error-code')).toBe(code)
  })

  it('refuses intervals that no date can hold', async () => {
    for (const days of ['9'.repeat(30), '-1', '0', '1e9']) {
      const answers = ['/api/tree/', '/api/origins/'].map((path) =>
        app.request(`${path}?interval_in_days=${days}`),
      )
      for (const answer of await Promise.all(answers)) expect(answer.status).toBe(400)
    }
  })
})

describe('headers', () => {
  it('lets browsers keep results and nothing else', async () => {
    const pages = await app.request('/api/build/x')
    expect(pages.headers.get('cache-control')).toBe('no-cache')
    const bad = await app.request('/api/tree/?interval_in_days=x')
    expect(bad.headers.get('cache-control')).toBeNull()
  })

  it('carries the security headers on every answer', async () => {
    for (const path of ['/api/build/x', '/nowhere', '/api/tree', '/api/build/%', '/']) {
      const { headers } = await app.request(path)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('x-frame-options')).toBe('DENY')
      expect(headers.get('referrer-policy')).toBe('same-origin')
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(headers.get('vary')).toContain('origin')
      expect(headers.get('strict-transport-security')).toBeNull()
    }
  })

  it('insists on HTTPS for those who came by it', async () => {
    for (const proto of ['https', 'HTTPS', 'https, http']) {
      const { headers } = await app.request('/', { headers: { 'x-forwarded-proto': proto } })
      expect(headers.get('strict-transport-security')).toBe('max-age=31536000')
    }
  })

  it('names the request, by the id of the caller when it is sane', async () => {
    const idFor = async (id: string) => {
      const answer = await app.request('/healthz', { headers: { 'x-request-id': id } })
      return answer.headers.get('x-request-id')
    }
    expect(await idFor('abc-1')).toBe('abc-1')
    expect(await idFor('<script>')).toMatch(/^[\da-f-]{36}$/)
    expect(await idFor('x'.repeat(200))).toMatch(/^[\da-f-]{36}$/)
  })
})

describe('failures', () => {
  it('asks to come back when the database is away', async () => {
    const error = Object.assign(new Error('connect ECONNREFUSED 10.0.0.1'), {
      code: 'ECONNREFUSED',
    })
    const broken = appWithoutDatabase({ db: emptyDatabase(error) })
    const answer = await broken.app.request('/api/build/x')
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('5')
    expect(await answer.text()).not.toContain('10.0.0.1')
  })

  it('tells nothing about an error that nobody foresaw, but names the request', async () => {
    const broken = appWithoutDatabase({ db: emptyDatabase(new Error('secret detail')) })
    const answer = await broken.app.request('/api/build/x', { headers: { 'x-request-id': 'r1' } })
    expect(answer.status).toBe(500)
    expect(await answer.json()).toEqual({ error: 'Internal server error', request_id: 'r1' })
  })
})

describe('service routes', () => {
  it('is alive, and ready when all checks say so', async () => {
    expect((await app.request('/healthz')).status).toBe(200)
    expect((await app.request('/readyz')).status).toBe(200)
    const checks = [{ name: 'migrations', ok: false, message: 'run treeline migrate app up' }]
    const unready = appWithoutDatabase({ readiness: () => Promise.resolve({ checks }) })
    const answer = await unready.app.request('/readyz')
    expect(answer.status).toBe(503)
    expect(await answer.json()).toEqual({ status: 'not ready', checks })
  })

  it('shows people what runs and how fresh the data is', async () => {
    const page = await (await app.request('/')).text()
    for (const text of ['1.2.3', '2025-07-16T08:45:53.120000Z', '42', '/api/schema/swagger-ui/']) {
      expect(page).toContain(text)
    }
    expect(page).not.toMatch(/(?:src|href)="https?:/)
  })
})

describe('any request', () => {
  const hostile = fc.oneof(
    fc.webPath(),
    fc.string({ unit: 'binary' }).map((text) => `/api/build/${encodeLoosely(text)}`),
    fc.string().map((text) => `/api/tree/${text.replaceAll(/[?#\\]/g, '')}`),
    fc
      .array(fc.constantFrom('a', '', '%2F', '..', 'compare', 'commits', 'full', '%', '%00'))
      .map((segments) => `/api/tree/${segments.join('/')}`),
  )
  const query = fc.oneof(
    fc.webQueryParameters(),
    fc
      .array(
        fc.tuple(
          fc.constantFrom(
            'filter_test.issue',
            'filter_duration',
            'interval_in_days',
            '__proto__',
            'x',
          ),
          fc.string({ unit: 'binary' }),
        ),
      )
      .map((pairs) => pairs.map(([name, value]) => `${name}=${encodeLoosely(value)}`).join('&')),
  )

  it('never fails', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, query, async (path, parameters) => {
        const url = URL.parse(`http://host${path}?${parameters}`)
        fc.pre(url !== null)
        const answer = await app.request(url.href)
        expect(answer.status).toBeLessThan(500)
      }),
      { numRuns: 500 },
    )
  })
})

/** Escapes as careless clients do: some characters, and half surrogates as their three bytes. */
function encodeLoosely(text: string): string {
  return [...text]
    .map((character) => {
      const code = character.codePointAt(0) ?? 0
      if (code >= 0xd800 && code <= 0xdfff) return '%ED%A0%80'
      return code < 0x30 ? `%${code.toString(16).padStart(2, '0')}` : character
    })
    .join('')
}
