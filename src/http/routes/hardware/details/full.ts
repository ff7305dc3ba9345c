import { findHardwareFull } from '../../../../read/hardware/details/full.ts'
import { documentWithBody } from '../../../body/document-body.ts'
import type { HttpApp, HttpDependencies } from '../../../http-app.ts'
import { longAnswer } from '../../../lists/long-answer.ts'
import { detailsBody, readDetailsRequest } from './details-body.ts'
import { detailsRoute, noQuery } from './details-route.ts'
import { hardwareFullSchema } from './details-schemas.ts'
import { bodyOrThrow } from './body-or-throw.ts'

const route = detailsRoute({
  view: '',
  operationId: 'hardwareDetails',
  summary: 'Everything that ran on a hardware: counts, builds, boots, tests',
  answer: hardwareFullSchema,
  query: noQuery,
})

/** `POST /api/hardware/{hardware_id}` (hardware.md 9.5). */
export function mountHardwareFull(app: HttpApp, { db }: HttpDependencies): void {
  documentWithBody(app, route, detailsBody)
  app.openapi({ ...route, hide: true }, async (c) => {
    const { hardware_id } = c.req.valid('param')
    const { request, filters } = await readDetailsRequest(hardware_id, c.req.raw)
    return longAnswer(c, db, async (snapshot) =>
      bodyOrThrow(await findHardwareFull(snapshot, request, filters), 'hardware_not_found'),
    )
  })
}
