import { createRoute, z } from '@hono/zod-openapi'
import { arrivalDayOf } from '../../../domain/arrival-day.ts'
import { readMetrics } from '../../../read/metrics/read-metrics.ts'
import { jsonAnswer } from '../../answer/json-answer.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { integerParameter } from '../../parameters/integer-parameter.ts'
import { longestIntervalInDays } from '../../parameters/interval.ts'
import { answers, badParametersAsText } from '../answers.ts'
import { metricsSchema } from './metrics-schema.ts'

const daysAgo = (fallback: number, description: string) =>
  integerParameter(fallback, { atLeast: 0, atMost: longestIntervalInDays }, description)

const route = createRoute({
  method: 'get',
  path: '/api/metrics/',
  operationId: 'metricsView',
  'x-hangs-on': 'data and clock',
  tags: ['metrics'],
  summary: 'What arrived in a window of days, and in as many days before it',
  description:
    'Days are those of UTC, and a row counts on the day on which it was stored last. Today is day 0.',
  'x-validation-errors': 'text',
  request: {
    query: z.object({
      start_days_ago: daysAgo(7, 'How many days ago the window begins'),
      end_days_ago: daysAgo(0, 'How many days ago it ends; that day does not belong to it'),
    }),
  },
  responses: { ...answers(metricsSchema, 'The numbers'), 400: badParametersAsText },
})

/** `GET /api/metrics/` (api-misc.md 8). */
export function mountMetrics(app: HttpApp, { db }: HttpDependencies): void {
  app.openapi(route, async (c) => {
    const { start_days_ago: start, end_days_ago: end } = c.req.valid('query')
    if (start <= end) throw new ApiError('no_days')
    return jsonAnswer(c, await readMetrics(db, arrivalDayOf(new Date()), { start, end }), 200)
  })
}
