import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { appWithoutDatabase } from '../../../testing/http/app-without-database.ts'

const { app } = appWithoutDatabase()

const ask = (path: string, accept?: string) =>
  app.request(path, { headers: accept === undefined ? {} : { accept } })

describe('GET /api/schema/', () => {
  it('is YAML unless JSON is asked for, and both say the same', { timeout: 30_000 }, async () => {
    const yaml = await ask('/api/schema/')
    expect(yaml.headers.get('content-type')).toBe('application/vnd.oai.openapi; charset=utf-8')
    expect(yaml.headers.get('content-disposition')).toContain('KernelCI Dashboard API.yaml')
    const json = await ask('/api/schema/', 'application/json')
    expect(json.headers.get('content-type')).toBe('application/json')
    expect(parse(await yaml.text())).toEqual(await json.json())
  })

  it.each([
    ['/api/schema/?format=json', undefined, 'application/vnd.oai.openapi+json; charset=utf-8'],
    ['/api/schema/?format=yaml', 'application/json', 'application/vnd.oai.openapi; charset=utf-8'],
    [
      '/api/schema/',
      'application/vnd.oai.openapi+json',
      'application/vnd.oai.openapi+json; charset=utf-8',
    ],
    ['/api/schema/', 'Application/JSON', 'application/json'],
    ['/api/schema/', 'application/json;Q=0', 'application/vnd.oai.openapi; charset=utf-8'],
    ['/api/schema/', '*/*', 'application/vnd.oai.openapi; charset=utf-8'],
  ])('%s for %s is %s', async (path, accept, type) => {
    expect((await ask(path, accept)).headers.get('content-type')).toBe(type)
  })

  it('does not know other formats', async () => {
    expect((await ask('/api/schema/?format=pdf')).status).toBe(404)
  })

  it('leaves pages and probes out', async () => {
    const document = (await (await ask('/api/schema/?format=json')).json()) as {
      paths: Record<string, unknown>
    }
    const outside = Object.keys(document.paths).filter((path) => !path.startsWith('/api/'))
    expect(outside).toEqual([])
    expect(Object.keys(document.paths)).not.toContain('/api/schema/redoc/')
  })
})

describe.each(['/api/schema/swagger-ui/', '/api/schema/redoc/'])('%s', (path) => {
  it('loads everything from here, and everything is there', async () => {
    const answer = await ask(path)
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'")
    const page = await answer.text()
    const references = [...page.matchAll(/(?:src|href|spec-url)="([^"]*)"/g)]
      .map((match) => match[1] ?? '')
      .filter((reference) => !reference.startsWith('data:'))
    expect(references.length).toBeGreaterThan(1)
    for (const reference of references) {
      expect(reference).not.toMatch(/^(?:https?:)?\/\//)
      const file = await ask(new URL(reference, `http://localhost${path}`).href)
      expect(file.status, reference).toBe(200)
      expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(100)
    }
  })

  it('serves no other file of the package', async () => {
    for (const name of ['package.json', 'README.md', '..%2Fpackage.json', 'constructor']) {
      expect((await ask(`${path}${name}`)).status).toBe(404)
    }
  })
})
