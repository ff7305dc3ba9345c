import { createRoute, z } from '@hono/zod-openapi'
import { stringify } from 'yaml'
import { acceptedNames } from '../../accepted-names.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { HttpApp } from '../../http-app.ts'
import { openApiDocument } from '../../openapi-document.ts'
import { optionalText } from '../../parameters/text-parameter.ts'
import { ofEvery } from '../described-headers.ts'
import { failuresByStatus } from '../failures.ts'

const yamlType = 'application/vnd.oai.openapi; charset=utf-8'
const jsonType = 'application/vnd.oai.openapi+json; charset=utf-8'

const route = createRoute({
  method: 'get',
  path: '/api/schema/',
  operationId: 'schema',
  tags: ['schema'],
  summary: 'This description of the API',
  'x-hangs-on': 'nothing',
  description: 'YAML, or JSON by `Accept` or `?format=json`; 404 for any other format.',
  request: {
    query: z.object({ format: optionalText('`yaml` or `json`; by default `Accept` decides') }),
  },
  responses: {
    200: {
      description: 'An OpenAPI document',
      headers: ofEvery,
      content: {
        'application/vnd.oai.openapi': { schema: z.string() },
        'application/vnd.oai.openapi+json': { schema: z.unknown() },
        'application/json': { schema: z.unknown() },
      },
    },
    ...failuresByStatus,
  },
})

/** `GET /api/schema/` (api-misc.md 1.17). The document is written at the first request and kept. */
export function mountSchemaDocument(app: HttpApp): void {
  let bodies: Bodies | undefined
  app.openapi(route, (c) => {
    const accepted = acceptedNames(c.req.header('accept'))
    const asksJson = [...accepted].some((name) => name.includes('json'))
    const format = c.req.valid('query').format ?? (asksJson ? 'json' : 'yaml')
    if (format !== 'json' && format !== 'yaml') throw new ApiError('not_found')
    bodies ??= write(app)
    c.set('body', bodies[format])
    const askedJsonType = accepted.has('application/json') ? 'application/json' : jsonType
    return c.body(bodies[format], 200, {
      'Content-Type': format === 'json' ? askedJsonType : yamlType,
      'Content-Disposition': `inline; filename="KernelCI Dashboard API.${format}"`,
    })
  })
}

type Bodies = Record<'yaml' | 'json', Buffer<ArrayBuffer>>

function write(app: HttpApp): Bodies {
  const document = openApiDocument(app)
  return {
    yaml: Buffer.from(stringify(document, { aliasDuplicateObjects: false })),
    json: Buffer.from(JSON.stringify(document)),
  }
}
