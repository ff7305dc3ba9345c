import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { writeSubmissionFiles } from '../example-data/write-submission-files.ts'
import { ingestSpool } from '../ingest/testing/ingest-spool.ts'
import { appWithoutDatabase } from '../testing/app-without-database.ts'
import { type Answer, answerFaults } from '../testing/openapi/answer-faults.ts'
import { arbitraryRequest, type MadeUpRequest } from '../testing/openapi/arbitrary-request.ts'
import { knownValues } from '../testing/openapi/known-values.ts'
import { endpointsOf, type OpenApi } from '../testing/openapi/openapi.ts'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { workedExample } from '../testing/worked-example.ts'
import { writeRows } from '../testing/write-rows.ts'
import type { HttpApp } from './http-app.ts'
import { openApiDocument } from './openapi-document.ts'

/** No answer may take longer, in milliseconds; one that does is given up, which is status 499. */
const deadlineMs = 5_000

const numberOfRequests = 5_000

/** As many are asked for at once. */
const clients = 4

/** Which operation answered each request: the access log knows, by the id of the request. */
const operations = new Map<unknown, string | undefined>()
const write = (line: string) => {
  const { requestId, route } = JSON.parse(line) as { requestId: unknown; route?: string }
  operations.set(requestId, route)
}

let database: TestDatabase
let app: HttpApp
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: clients })
  await fill(database)
  const log = pino({ level: 'debug' }, { write })
  app = appWithoutDatabase({ db: database.db, log }).app
})
afterAll(() => database.drop())

/** With what real origins send, and with the odd rows of the example of trees.md 11. */
async function fill({ pool }: TestDatabase): Promise<void> {
  await writeRows(pool, workedExample)
  const spoolDir = mkdtempSync(join(tmpdir(), 'treeline-any-request-'))
  const { signal } = new AbortController()
  await writeSubmissionFiles({ tests: 500, seed: 1, days: 3 }, spoolDir, signal)
  await ingestSpool({ pool, spoolDir })
  rmSync(spoolDir, { recursive: true })
}

/** Not over a connection: what a server adds has tests of its own, and takes longer than the answer. */
async function ask({ method, target, headers, body }: MadeUpRequest): Promise<Answer> {
  const signal = AbortSignal.timeout(deadlineMs)
  const hasBody = method !== 'GET' && method !== 'HEAD'
  const init = { method, headers, signal, ...(hasBody ? { body } : {}) }
  const answer = await app.request(`http://localhost${target}`, init)
  const bytes = Buffer.from(await answer.arrayBuffer())
  const isPacked = answer.headers.get('content-encoding') === 'gzip' && bytes.length > 0
  const text = (isPacked ? gunzipSync(bytes) : bytes).toString()
  return { status: answer.status, headers: answer.headers, text }
}

it('is answered in time and as documented, never by a failure', { timeout: 300_000 }, async () => {
  const document = openApiDocument(app) as unknown as OpenApi
  const faultOf = answerFaults(document)
  const requests = arbitraryRequest(document, await knownValues(database.pool))
  const queue = fc.sample(requests, numberOfRequests).values()
  const withResult = new Set<string | undefined>()
  const faults: unknown[] = []
  const askInTurn = async () => {
    for (const request of queue) {
      const answer = await ask(request)
      const { status, headers } = answer
      const operationId = operations.get(headers.get('x-request-id'))
      if (status === 200 && !headers.has('x-error-code')) withResult.add(operationId)
      const fault = faultOf(answer, { method: request.method, operationId })
      if (fault !== null) faults.push({ request, operationId, status, fault })
    }
  }
  await Promise.all(Array.from({ length: clients }, askInTurn))
  expect(faults.slice(0, 3)).toEqual([])
  // else the requests would be too odd to get anywhere
  const all = endpointsOf(document).map(({ operation }) => operation.operationId)
  expect([...withResult]).toEqual(expect.arrayContaining(all))
})
