import { describe, expect, it } from 'vitest'
import { appWithoutDatabase } from '../../testing/http/app-without-database.ts'
import type { HttpSettings } from '../http-app.ts'

const dashboard = 'https://dashboard.kernelci.org'

async function ask(
  settings: Partial<HttpSettings>,
  path: string,
  { method = 'GET', ...headers }: Record<string, string>,
) {
  const { app } = appWithoutDatabase({ settings })
  return app.request(path, { method, headers })
}

const preflight = { method: 'OPTIONS', 'access-control-request-method': 'GET' }

describe('cross-origin requests', () => {
  const settings = { corsAllowedOrigins: [dashboard, 'http://localhost:5173/'] }

  it.each([dashboard, 'http://localhost:5173'])(
    'lets %s read answers and errors',
    async (origin) => {
      for (const path of ['/healthz', '/nowhere', '/api/tree', '/api/build/%00']) {
        const { headers } = await ask(settings, path, { origin })
        expect(headers.get('access-control-allow-origin')).toBe(origin)
        expect(headers.get('access-control-expose-headers')).toContain('Link')
        expect(headers.get('vary')).toContain('origin')
      }
    },
  )

  it.each([
    'https://dashboard.kernelci.org.evil.example',
    'http://dashboard.kernelci.org',
    'https://dashboard.kernelci.org:8443',
    'http://localhost:51730',
    'null',
    'nonsense',
  ])('answers %s without letting it read', async (origin) => {
    const answer = await ask(settings, '/healthz', { origin })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    expect(answer.headers.get('vary')).toContain('origin')
  })

  it('takes the origin null only when it is listed', async () => {
    const { headers } = await ask({ corsAllowedOrigins: ['null'] }, '/healthz', { origin: 'null' })
    expect(headers.get('access-control-allow-origin')).toBe('null')
  })

  it('lets pages of this machine read when told so, and those alone', async () => {
    const allowed = async (origin: string) => {
      const { headers } = await ask({ corsAllowLocalhost: true }, '/healthz', { origin })
      return headers.get('access-control-allow-origin') === origin
    }
    expect(await allowed('http://localhost')).toBe(true)
    expect(await allowed('http://localhost:51730')).toBe(true)
    expect(await allowed('http://localhost.evil.example')).toBe(false)
    expect(await allowed('https://localhost')).toBe(false)
  })

  it('lets everybody read when told so', async () => {
    const { headers } = await ask({ corsAllowAllOrigins: true }, '/healthz', { origin: 'http://x' })
    expect(headers.get('access-control-allow-origin')).toBe('*')
  })
})

describe('preflights', () => {
  const settings = { corsAllowedOrigins: [dashboard] }

  it('are answered for any path, even an unknown one', async () => {
    for (const path of ['/api/build/x', '/nowhere']) {
      const answer = await ask(settings, path, { ...preflight, origin: dashboard })
      expect(answer.status).toBe(200)
      expect(await answer.text()).toBe('')
      expect(answer.headers.get('access-control-allow-origin')).toBe(dashboard)
      expect(answer.headers.get('access-control-max-age')).toBe('86400')
      expect(answer.headers.get('access-control-allow-methods')).toBe(
        'DELETE, GET, OPTIONS, PATCH, POST, PUT',
      )
    }
  })

  it('allow nothing to others', async () => {
    const answer = await ask(settings, '/api/build/x', { ...preflight, origin: 'http://x' })
    expect(answer.status).toBe(200)
    for (const name of ['origin', 'methods', 'headers']) {
      expect(answer.headers.get(`access-control-allow-${name}`)).toBeNull()
    }
  })
})
