import { afterAll, beforeAll, expect, it } from 'vitest'
import { appWithoutDatabase } from '../../testing/http/app-without-database.ts'
import { createDemoDatabase } from '../../testing/database/demo-database.ts'
import { everyLog } from '../../testing/hosts/every-log.ts'
import { askedApp, type AskedApp } from '../../testing/openapi/asked-app.ts'
import { exampleRequest } from '../../testing/openapi/example-request.ts'
import { bodyIn } from '../../testing/openapi/body-in.ts'
import { hasContent } from '../../testing/openapi/has-content.ts'
import { endpointsOf, type OpenApi } from '../../testing/openapi/openapi.ts'
import type { TestDatabase } from '../../testing/database/test-database.ts'
import { openApiDocument } from '../openapi-document.ts'

/** A newcomer's look: every operation, tried from the page of the document with what stands there. */

const document = openApiDocument(appWithoutDatabase().app) as unknown as OpenApi
const endpoints = endpointsOf(document).map(
  (endpoint) => [endpoint.operation.operationId, endpoint] as const,
)

let database: TestDatabase
let asked: AskedApp
beforeAll(async () => {
  database = await createDemoDatabase({ poolSize: 2 })
  asked = askedApp({ db: database.db, logs: everyLog })
})
afterAll(() => database.drop())

it.each(endpoints)('%s finds something', async (_, endpoint) => {
  const request = exampleRequest(document, endpoint)
  const headers = { ...request.headers, Accept: 'application/json' }
  const { answer, fault } = await asked.ask({ ...request, headers })
  const said = `${decodeURIComponent(request.target)} ${request.body}`
  expect(fault).toBeNull()
  expect(answer.status).toBe(200)
  expect(hasContent(bodyIn(answer.text), said), `${said}: ${answer.text}`).toBe(true)
})
