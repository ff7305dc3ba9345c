import { z } from '@hono/zod-openapi'
import { readHardwareBuilds } from '../../../../read/hardware/details/builds.ts'
import { documentWithBody } from '../../../body/document-body.ts'
import type { HttpApp, HttpDependencies } from '../../../http-app.ts'
import { listAnswer } from '../../details/list-answer.ts'
import { detailsBody, readDetailsRequest } from './details-body.ts'
import { detailsRoute, noQuery } from './details-route.ts'
import { hardwareBuildSchema } from './details-schemas.ts'
import { found } from './found.ts'

const route = detailsRoute({
  view: '/builds',
  operationId: 'hardwareDetailsBuilds',
  summary: 'Builds that were tested on a hardware, newest first',
  answer: z.object({ builds: z.array(hardwareBuildSchema) }),
  query: noQuery,
})

/** `POST /api/hardware/{hardware_id}/builds` (hardware.md 9.6). */
export function mountHardwareBuilds(app: HttpApp, { db }: HttpDependencies): void {
  documentWithBody(app, route, detailsBody)
  app.openapi({ ...route, hide: true }, async (c) => {
    const { hardware_id } = c.req.valid('param')
    const { request, filters } = await readDetailsRequest(hardware_id, c.req.raw)
    const builds = await readHardwareBuilds(db, request, filters)
    return listAnswer(c, found(builds, 'no_hardware_builds'))
  })
}
