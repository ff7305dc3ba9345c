import { fileURLToPath } from 'node:url'
import { z } from '@hono/zod-openapi'
import { format } from 'oxfmt'
import { expect, it } from 'vitest'
import formatting from '../../.oxfmtrc.json' with { type: 'json' }
import packageFile from '../../package.json' with { type: 'json' }
import { appWithoutDatabase } from '../testing/http/app-without-database.ts'
import { endpointsOf, headersOf, type OpenApi } from '../testing/openapi/openapi.ts'
import { openApiDocument } from './openapi-document.ts'

const golden = fileURLToPath(new URL('../../docs/openapi.json', import.meta.url))

/** A change of the public contract shows as a change of this file: `npx vitest run openapi-document -u`. */
it('is the document that docs/openapi.json records', { timeout: 30_000 }, async () => {
  const document = openApiDocument(appWithoutDatabase().app)
  const { printWidth } = formatting
  const { code } = await format(golden, JSON.stringify(document), { printWidth })
  await expect(code).toMatchFileSnapshot(golden)
})

it('bears the version of the program', () => {
  const { info } = openApiDocument(appWithoutDatabase().app)
  expect(info.version).toBe(packageFile.version)
})

it('names every operation once', () => {
  const { paths } = openApiDocument(appWithoutDatabase().app)
  const names = Object.values(paths).map(({ get, post }) => (get ?? post)?.operationId)
  expect(new Set(names).size).toBe(names.length)
  expect(names).not.toContain(undefined)
})

it('describes no header that pages of other origins may not read', async () => {
  const { app } = appWithoutDatabase({ settings: { corsAllowAllOrigins: true } })
  const { headers } = await app.request('/api/nothing', { headers: { Origin: 'http://a.example' } })
  // what browsers always show (Fetch, CORS-safelisted response headers)
  const readable = new Set(['last-modified']).union(
    new Set(headers.get('access-control-expose-headers')?.toLowerCase().split(', ')),
  )
  const document = openApiDocument(app) as unknown as OpenApi
  const described = endpointsOf(document).flatMap(({ operation }) =>
    Object.keys(operation.responses).flatMap((status) => [
      ...headersOf(document, operation, status).keys(),
    ]),
  )
  expect(new Set(described).size).toBeGreaterThan(5)
  expect(described.filter((name) => !readable.has(name))).toEqual([])
})

it('says of null only what OpenAPI 3.0 can say', () => {
  const { app } = appWithoutDatabase()
  const schema = z.object({
    any: z.unknown(),
    either: z.union([z.object({ a: z.string() }), z.number(), z.null()]),
    text: z.string().nullable(),
  })
  app.openAPIRegistry.register('Nullable', schema)
  expect(openApiDocument(app).components?.schemas?.['Nullable']).toMatchObject({
    properties: {
      any: {},
      either: { anyOf: [{ type: 'object', nullable: true }, { type: 'number' }] },
      text: { type: 'string', nullable: true },
    },
  })
  const described = JSON.stringify(openApiDocument(app).components?.schemas?.['Nullable'])
  expect(described).toContain('"any":{}')
})
