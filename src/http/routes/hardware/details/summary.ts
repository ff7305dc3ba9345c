import { statusNames } from '../../../../domain/status.ts'
import type { Filters } from '../../../../domain/filters/filters.ts'
import { readHardwareSummary } from '../../../../read/hardware/details/summary.ts'
import { jsonAnswer } from '../../../answer/json-answer.ts'
import { documentWithBody } from '../../../body/document-body.ts'
import { ApiError } from '../../../errors/api-error.ts'
import type { HttpApp, HttpDependencies } from '../../../http-app.ts'
import { detailsBody, readDetailsRequest } from './details-body.ts'
import { detailsRoute, noQuery } from './details-route.ts'
import { hardwareSummarySchema } from './details-schemas.ts'
import { bodyOrThrow } from './body-or-throw.ts'

const route = detailsRoute({
  view: '/summary',
  operationId: 'hardwareDetailsSummary',
  summary: 'Counts of what ran on a hardware, and choices for filters',
  answer: hardwareSummarySchema,
  query: noQuery,
})

/** `POST /api/hardware/{hardware_id}/summary` (hardware.md 9.4). */
export function mountHardwareSummary(app: HttpApp, { db }: HttpDependencies): void {
  documentWithBody(app, route, detailsBody)
  app.openapi({ ...route, hide: true }, async (c) => {
    const { hardware_id } = c.req.valid('param')
    const { request, filters } = await readDetailsRequest(hardware_id, c.req.raw)
    refuseUnknownStatuses(filters)
    const summary = await readHardwareSummary(db, request, filters)
    return jsonAnswer(c, bodyOrThrow(summary, 'hardware_not_found'), 200)
  })
}

/** This route alone insists on statuses that exist (hardware.md 4.2 step 7, R8). */
function refuseUnknownStatuses({ build, boot, test }: Filters): void {
  const known = new Set<string>(statusNames)
  for (const status of [...build.statuses, ...boot.statuses, ...test.statuses]) {
    if (!known.has(status.toUpperCase())) throw new ApiError('invalid_filter_value')
  }
}
