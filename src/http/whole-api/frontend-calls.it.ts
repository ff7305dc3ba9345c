import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDemoDatabase } from '../../testing/database/demo-database.ts'
import { frontendActions } from '../../testing/frontend/actions.ts'
import { type FrontendCall, problemsOf, targetOf } from '../../testing/frontend/frontend-call.ts'
import { type Ask, findPageFacts, type PageFacts } from '../../testing/frontend/page-facts.ts'
import { askedApp, type AskedApp } from '../../testing/openapi/asked-app.ts'
import type { TestDatabase } from '../../testing/database/test-database.ts'

/** What every page of the dashboard asks for, as it asks for it, on the example data. */

let database: TestDatabase
let asked: AskedApp
let facts: PageFacts
beforeAll(async () => {
  database = await createDemoDatabase({ poolSize: 2 })
  asked = askedApp({ db: database.db })
  const ask: Ask = async (target, body) => {
    const method = body === undefined ? 'GET' : 'POST'
    const { answer } = await asked.ask({ method, target, body: JSON.stringify(body) })
    return JSON.parse(answer.text)
  }
  facts = await findPageFacts(ask, 'maestro', 7)
})
afterAll(() => database.drop())

async function answerTo(call: FrontendCall) {
  const { method, body } = call
  const headers = { Accept: 'application/json, text/plain, */*' }
  const sent = body === undefined ? null : JSON.stringify(body)
  return asked.ask({ method, target: targetOf(call), headers, body: sent })
}

it('is answered with 200, as documented, with all that the pages read', async () => {
  const faults: unknown[] = []
  for (const [action, calls] of frontendActions(facts)) {
    for (const call of calls) {
      const { answer, fault } = await answerTo(call)
      const problems = problemsOf(call, JSON.parse(answer.text) as object)
      if (answer.status === (call.status ?? 200) && fault === null && problems.length === 0)
        continue
      const said = answer.text.slice(0, 200)
      faults.push({ action, call: targetOf(call), sent: call.body, fault, problems, said })
    }
  }
  expect(faults).toEqual([])
})

it('is led to the right place where a slash is missing', async () => {
  for (const path of ['tree', 'hardware', 'hardware-by-revision', 'issue', 'origins', 'metrics']) {
    const { answer } = await asked.ask({ target: `/api/${path}?a=b&c=%2F` })
    expect([answer.status, answer.headers.get('location')]).toEqual([
      301,
      `/api/${path}/?a=b&c=%2F`,
    ])
  }
})
