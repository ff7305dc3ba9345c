import { createRoute, z } from '@hono/zod-openapi'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { lastValue } from '../../parameters/text-parameter.ts'
import { ofEvery } from '../described-headers.ts'
import { harmlessTypes } from './harmless-type.ts'
import { logFailures } from './log-failures.ts'
import { streamLog } from './stream-log.ts'

const bytes = z.string().openapi({ format: 'binary' })

const route = createRoute({
  method: 'get',
  path: '/api/proxy/',
  operationId: 'proxyView',
  tags: ['log'],
  summary: 'A log or another file from a host that is allowed',
  description:
    'For pages that may not read it from there themselves. Unpacked when it was packed for the way; a ' +
    'packed file stays one. Text of any kind comes as `text/plain`, and nothing is shown by a browser. ' +
    'A file that breaks off on its way breaks the connection.',
  request: {
    query: z.object({
      url: z.preprocess(lastValue, z.string().default('')).openapi({
        type: 'string',
        example: 'https://files.kernelci.org/',
        param: {
          required: true,
          description: 'Where it lies: http or https, the usual port, neither user nor password',
        },
      }),
    }),
  },
  responses: {
    200: {
      description: 'The file',
      headers: ofEvery,
      content: Object.fromEntries(harmlessTypes.map((type) => [type, { schema: bytes }])),
    },
    ...logFailures,
  },
})

/** `GET /api/proxy/` (api-misc.md 10). */
export function mountProxy(app: HttpApp, { logs }: HttpDependencies): void {
  app.openapi(route, async (c) => {
    const { url } = c.req.valid('query')
    return streamLog(c, await logs.open(url), url)
  })
}
