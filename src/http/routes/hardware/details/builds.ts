import { z } from '@hono/zod-openapi'
import { readHardwareBuilds } from '../../../../read/hardware/details/builds.ts'
import { documentWithBody } from '../../../body/document-body.ts'
import type { HttpApp, HttpDependencies } from '../../../http-app.ts'
import { listAnswer } from '../../../lists/list-answer.ts'
import { pageParameters } from '../../../lists/page-parameters.ts'
import { detailsBody, readDetailsRequest } from './details-body.ts'
import { detailsListRoute } from './details-route.ts'
import { hardwareBuildSchema } from './details-schemas.ts'
import { bodyOrThrow } from './body-or-throw.ts'

const builds = {
  name: 'builds',
  item: hardwareBuildSchema,
  member: 'builds',
  key: ['start_time', 'id'],
  order: ['newest first', 'ascending'],
} as const

const route = detailsListRoute({
  view: '/builds',
  operationId: 'hardwareDetailsBuilds',
  summary: 'Builds that were tested on a hardware, newest first',
  answer: z.object({ builds: z.array(hardwareBuildSchema) }),
  query: z.object(pageParameters),
})

/** `POST /api/hardware/{hardware_id}/builds` (hardware.md 9.6). */
export function mountHardwareBuilds(app: HttpApp, { db }: HttpDependencies): void {
  documentWithBody(app, route, detailsBody)
  app.openapi({ ...route, hide: true }, async (c) => {
    const { hardware_id } = c.req.valid('param')
    const { request, filters } = await readDetailsRequest(hardware_id, c.req.raw)
    const listed = await readHardwareBuilds(db, request, filters)
    return listAnswer(
      c,
      builds,
      bodyOrThrow(listed, 'no_hardware_builds').builds,
      c.req.valid('query'),
    )
  })
}
