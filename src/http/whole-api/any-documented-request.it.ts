import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { writeSubmissionFiles } from '../../example-data/write-submission-files.ts'
import { ingestSpool } from '../../ingest/testing/ingest-spool.ts'
import { createLogs } from '../../read/logs/logs.ts'
import { loopbackClient } from '../../testing/hosts/loopback-client.ts'
import { arbitraryRequest } from '../../testing/openapi/arbitrary-request.ts'
import { askedApp } from '../../testing/openapi/asked-app.ts'
import { knownValues } from '../../testing/openapi/known-values.ts'
import { endpointsOf } from '../../testing/openapi/openapi.ts'
import { type OtherHost, startOtherHost } from '../../testing/hosts/other-host.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { workedExample } from '../../testing/rows/worked-example.ts'
import { writeRows } from '../../testing/rows/write-rows.ts'

/** No answer may take longer, in milliseconds; one that does is given up, which is status 499. */
const deadlineMs = 5_000

/** A page that lists a log, and as good a log as any. */
const logListing =
  '<table id="list"><tbody><tr><td><a href="a.log">a.log</a><td>1 KiB<td>2025-Jul-16</table>'

/** Of 358 pairs of a route and a kind of answer that 5,000 of them met, 3,000 met 329; what came last of most was what other routes say too. */
const numberOfRequests = 3_000

/** More come in such portions while a route has answered with nothing but empty lists and errors, which is chance up to this number. */
const portion = 1_000
const mostRequests = 15_000

/** As many are asked for at once. */
const clients = 4

/**
 * So that each has a turn at what is cheap (`connection-shares.ts`). Of four connections that was one, and on a machine that stood still
 * for a second others were refused as too many.
 */
const poolSize = 10

let database: TestDatabase
let logHost: OtherHost
beforeAll(async () => {
  database = await createTestDatabase({ poolSize })
  await fill(database)
  logHost = await startOtherHost((_, response) => response.end(logListing))
})
afterAll(async () => {
  await logHost[Symbol.asyncDispose]()
  await database.drop()
})

/** With what real origins send, and with the odd rows of the example of trees.md 11. */
async function fill({ pool }: TestDatabase): Promise<void> {
  await writeRows(pool, workedExample)
  const spoolDir = mkdtempSync(join(tmpdir(), 'treeline-any-request-'))
  const { signal } = new AbortController()
  await writeSubmissionFiles({ tests: 500, seed: 1, days: 3 }, spoolDir, signal)
  await ingestSpool({ pool, spoolDir })
  rmSync(spoolDir, { recursive: true })
}

it('is answered in time and as documented, never by a failure', { timeout: 300_000 }, async () => {
  const logs = createLogs(loopbackClient({ hosts: [`127.0.0.1:${logHost.port}`] }))
  const { document, ask } = askedApp({ db: database.db, logs }, deadlineMs)
  const elsewhere = { url: [`${logHost.base}/a.log`], log_download_url: [logHost.base] }
  const known = (await knownValues(database.pool)).map((values) => ({ ...values, ...elsewhere }))
  const sampled = () => fc.sample(arbitraryRequest(document, known), portion)
  const withResult = new Set<string | undefined>()
  const faults: unknown[] = []
  const askInTurn = async (queue: Iterable<ReturnType<typeof sampled>[number]>) => {
    for (const request of queue) {
      const started = performance.now()
      const { answer, operationId, fault } = await ask(request)
      const ms = Math.round(performance.now() - started)
      const { status, headers } = answer
      if (status === 200 && !headers.has('x-error-code')) withResult.add(operationId)
      const code = headers.get('x-error-code')
      const body = request.body?.slice(0, 2_000)
      if (fault !== null) {
        faults.push({ operationId, status, code, ms, fault, request: { ...request, body } })
      }
    }
  }
  const all = endpointsOf(document).map(({ operation }) => operation.operationId)
  const without = () => all.filter((operationId) => !withResult.has(operationId))
  const isEnough = (sent: number) => sent >= numberOfRequests && without().length === 0
  for (let sent = 0; !isEnough(sent) && sent < mostRequests; sent += portion) {
    const queue = sampled().values()
    await Promise.all(Array.from({ length: clients }, () => askInTurn(queue)))
  }
  // in full, in the message itself: what is printed of nested values is cut, and nobody can ask again
  expect(faults, JSON.stringify(faults.slice(0, 10), null, 1)).toHaveLength(0)
  // else the requests would be too odd to get anywhere
  expect(without()).toEqual([])
})
