import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDemoDatabase } from '../../testing/database/demo-database.ts'
import { everyLog } from '../../testing/hosts/every-log.ts'
import { askedApp, type AskedApp } from '../../testing/openapi/asked-app.ts'
import { bodyIn } from '../../testing/openapi/body-in.ts'
import { hasContent } from '../../testing/openapi/has-content.ts'
import { endpointsOf } from '../../testing/openapi/openapi.ts'
import { readSamples } from '../../testing/http/request-scripts.ts'
import type { TestDatabase } from '../../testing/database/test-database.ts'

/** The scripts of requests/, as they stand there, on the example data. */

const samples = readSamples()
const shown = new Set<string | undefined>()
let database: TestDatabase
let asked: AskedApp
beforeAll(async () => {
  database = await createDemoDatabase({ poolSize: 2 })
  asked = askedApp({ db: database.db, logs: everyLog })
})
afterAll(() => database.drop())

it.each(samples)('$name finds something', async ({ requests }) => {
  expect(requests.length).toBeGreaterThan(0)
  for (const request of requests) {
    const { answer, operationId } = await asked.ask(request)
    const said = `${decodeURIComponent(request.target)} ${request.body}`
    expect(answer.status, answer.text).toBe(200)
    expect(hasContent(bodyIn(answer.text), said), `${said}: ${answer.text}`).toBe(true)
    shown.add(operationId)
  }
})

it('show every operation of the document', () => {
  const all = endpointsOf(asked.document).map(({ operation }) => operation.operationId)
  expect([...shown]).toEqual(expect.arrayContaining(all))
})
