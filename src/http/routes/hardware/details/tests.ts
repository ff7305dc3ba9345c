import { z } from '@hono/zod-openapi'
import { readHardwareTests } from '../../../../read/hardware/details/boots-and-tests.ts'
import type { ListPage } from '../../../../read/list-page.ts'
import { documentWithBody } from '../../../body/document-body.ts'
import type { HttpApp, HttpDependencies } from '../../../http-app.ts'
import { environmentParameter, itemOptions } from '../../details/item-parameters.ts'
import { timedListAnswer } from '../../../lists/list-answer.ts'
import { pageParameters } from '../../../lists/page-parameters.ts'
import { detailsBody, readDetailsRequest } from './details-body.ts'
import { detailsListRoute } from './details-route.ts'
import { hardwareTestSchema } from './details-schemas.ts'
import { found } from './found.ts'

const tests = { name: 'tests', item: hardwareTestSchema, member: 'tests' }

const route = detailsListRoute({
  view: '/tests',
  operationId: 'hardwareDetailsTests',
  summary: 'Tests on a hardware, newest first',
  answer: z.object({ tests: z.array(hardwareTestSchema) }),
  query: z.object({ ...environmentParameter, ...pageParameters }),
})

/** `POST /api/hardware/{hardware_id}/tests` (hardware.md 9.8). */
export function mountHardwareTests(app: HttpApp, { db }: HttpDependencies): void {
  documentWithBody(app, route, detailsBody)
  app.openapi({ ...route, hide: true }, async (c) => {
    const query = c.req.valid('query')
    const { hardware_id } = c.req.valid('param')
    const { request, filters } = await readDetailsRequest(hardware_id, c.req.raw)
    const read = async (page: ListPage) => {
      const options = itemOptions(query)
      const part = await readHardwareTests(db, 'test', request, filters, options, page)
      return found(part, 'no_hardware_tests')
    }
    return timedListAnswer(c, tests, read, query)
  })
}
