import { createRoute, z } from '@hono/zod-openapi'
import { readHardwareListing } from '../../../read/hardware/listing.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { listAnswer } from '../../lists/list-answer.ts'
import { listResponses } from '../../lists/list-responses.ts'
import { pageParameters } from '../../lists/page-parameters.ts'
import { dateTimeParameter } from '../../parameters/date-time-parameter.ts'
import { listMembers } from '../../parameters/list-parameter.ts'
import { textWithDefault } from '../../parameters/text-parameter.ts'
import { answersOrNothing, badParametersAsText } from '../answers.ts'
import { testOriginParameter } from './hardware-parameters.ts'
import { hardwareListingSchema, listedHardwareSchema } from './hardware-schemas.ts'

const hardware = {
  name: 'hardware',
  item: listedHardwareSchema,
  member: 'hardware',
  key: ['platform', 'hardware'],
  order: ['ascending', 'ascending'],
} as const

const route = createRoute({
  method: 'get',
  path: '/api/hardware/',
  operationId: 'hardware',
  'x-hangs-on': 'data',
  tags: ['hardware'],
  summary: 'Hardware that tests ran on, of the newest commits or of some commits',
  description:
    'Counts are of whole checkouts that started in the window, whenever their tests ran. A platform is listed ' +
    'once for each set of compatibles that its tests named.',
  'x-page-cached': true,
  'x-validation-errors': 'text',
  request: {
    query: z.object({
      // problems name them as the reference does inside (hardware.md R6)
      startTimestampInSeconds: dateTimeParameter({
        description: 'Begin of the window: Unix seconds, Unix milliseconds or ISO 8601',
        example: '1735689600',
        reportedAs: 'start_date',
      }),
      endTimestampInSeconds: dateTimeParameter({
        description: 'End of the window, which belongs to it',
        example: '4102444800',
        reportedAs: 'end_date',
      }),
      origin: testOriginParameter,
      commitsList: textWithDefault(
        '',
        'Hashes or tags, comma-separated; without any the newest commit of each tree',
      ),
      ...pageParameters,
    }),
  },
  responses: {
    ...listResponses(answersOrNothing(hardwareListingSchema, 'The hardware')),
    400: badParametersAsText,
  },
})

/** `GET /api/hardware/` (hardware.md 9.1). */
export function mountHardwareListing(app: HttpApp, { db }: HttpDependencies): void {
  app.openapi(route, async (c) => {
    const query = c.req.valid('query')
    const listed = await readHardwareListing(db, {
      origin: query.origin,
      window: { from: query.startTimestampInSeconds, until: query.endTimestampInSeconds },
      commits: listMembers(query.commitsList),
    })
    if (listed.length === 0) throw new ApiError('no_hardware')
    return listAnswer(c, hardware, listed, query)
  })
}
