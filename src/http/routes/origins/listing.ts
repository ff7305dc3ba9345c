import { createRoute, z } from '@hono/zod-openapi'
import { listCheckoutOrigins } from '../../../read/origins/list-checkout-origins.ts'
import { jsonAnswer } from '../../answer/json-answer.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { integerParameter } from '../../parameters/integer-parameter.ts'
import { longestIntervalInDays } from '../../parameters/interval.ts'
import { answers } from '../answers.ts'

const origins = z
  .object({
    checkout_origins: z.array(z.string()).openapi({ description: 'Ascending' }),
    test_origins: z.array(z.string()).openapi({ description: 'A fixed list' }),
  })
  .openapi('Origins')

const describe = (defaultDays: number) =>
  createRoute({
    method: 'get',
    path: '/api/origins/',
    operationId: 'originsView',
    'x-hangs-on': 'data and clock',
    tags: ['origins'],
    summary: 'Origins that sent checkouts lately',
    request: {
      query: z.object({
        interval_in_days: integerParameter(
          defaultDays,
          { greaterThan: 0, atMost: longestIntervalInDays },
          'How far back to look, in days',
        ),
      }),
    },
    responses: answers(origins, 'The origins'),
  })

/** `GET /api/origins/` (api-misc.md 7). */
export function mountOrigins(app: HttpApp, { db, settings }: HttpDependencies): void {
  app.openapi(describe(settings.originListingIntervalDays), async (c) => {
    const found = await listCheckoutOrigins(db, c.req.valid('query').interval_in_days)
    if (found === null) throw new ApiError('no_origins')
    return jsonAnswer(c, { checkout_origins: found, test_origins: [...settings.testOrigins] }, 200)
  })
}
