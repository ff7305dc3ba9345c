import { z } from '@hono/zod-openapi'
import { readHardwareTests } from '../../../../read/hardware/details/boots-and-tests.ts'
import { documentWithBody } from '../../../body/document-body.ts'
import type { HttpApp, HttpDependencies } from '../../../http-app.ts'
import { environmentParameter, itemOptions } from '../../details/item-parameters.ts'
import { listAnswer } from '../../details/list-answer.ts'
import { detailsBody, readDetailsRequest } from './details-body.ts'
import { detailsRoute } from './details-route.ts'
import { hardwareTestSchema } from './details-schemas.ts'
import { found } from './found.ts'

const route = detailsRoute({
  view: '/boots',
  operationId: 'hardwareDetailsBoots',
  summary: 'Boots on a hardware, newest first',
  answer: z.object({ boots: z.array(hardwareTestSchema) }),
  query: z.object(environmentParameter),
})

/** `POST /api/hardware/{hardware_id}/boots` (hardware.md 9.7). */
export function mountHardwareBoots(app: HttpApp, { db }: HttpDependencies): void {
  documentWithBody(app, route, detailsBody)
  app.openapi({ ...route, hide: true }, async (c) => {
    const options = itemOptions(c.req.valid('query'))
    const { hardware_id } = c.req.valid('param')
    const { request, filters } = await readDetailsRequest(hardware_id, c.req.raw)
    const boots = await readHardwareTests(db, 'boot', request, filters, options)
    return listAnswer(c, { boots: found(boots, 'no_hardware_boots') })
  })
}
