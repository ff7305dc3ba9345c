import { z } from '@hono/zod-openapi'
import type { ItemKind } from '../../../../domain/test-dimensions.ts'
import type { ReadDatabase } from '../../../../read/database.ts'
import { findHardwareTests } from '../../../../read/hardware/details/boots-and-tests.ts'
import { documentWithBody } from '../../../body/document-body.ts'
import type { ErrorCode } from '../../../errors/catalogue.ts'
import type { HttpApp, HttpDependencies } from '../../../http-app.ts'
import { timedListAnswer } from '../../../lists/list-answer.ts'
import { pageParameters } from '../../../lists/page-parameters.ts'
import { environmentParameter, itemOptions } from '../../details/item-parameters.ts'
import { detailsBody, readDetailsRequest } from './details-body.ts'
import { detailsListRoute } from './details-route.ts'
import { hardwareTestSchema } from './details-schemas.ts'
import { bodyOrThrow } from './body-or-throw.ts'

/** What tells boots and tests on a hardware apart. */
type ItemList = {
  kind: ItemKind
  name: 'boots' | 'tests'
  operationId: string
  summary: string
  /** What says that there is none in the window. */
  nothing: ErrorCode
}

/** Mounts the list of the boots, or the tests, on a hardware. */
export function mountHardwareItems(
  app: HttpApp,
  { db }: HttpDependencies,
  { kind, name, operationId, summary, nothing }: ItemList,
): void {
  const items = { name, item: hardwareTestSchema, member: name }
  const route = detailsListRoute({
    view: `/${name}`,
    operationId,
    summary,
    answer: z.object({ [name]: z.array(hardwareTestSchema) }),
    query: z.object({ ...environmentParameter, ...pageParameters }),
  })
  documentWithBody(app, route, detailsBody)
  app.openapi({ ...route, hide: true }, async (c) => {
    const query = c.req.valid('query')
    const { hardware_id } = c.req.valid('param')
    const { request, filters } = await readDetailsRequest(hardware_id, c.req.raw)
    const options = itemOptions(query)
    const find = async (snapshot: ReadDatabase) =>
      bodyOrThrow(await findHardwareTests(snapshot, kind, request, filters, options), nothing)
    return timedListAnswer(c, db, items, { find }, query)
  })
}
