import fc from 'fast-check'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { rebuildRollUp } from '../../rollup/rebuild/rebuild.ts'
import { verifyRollUp } from '../../rollup/verify/verify.ts'
import { appWithoutDatabase } from '../../testing/http/app-without-database.ts'
import { hostileRows } from '../../testing/arbitrary/hostile-rows.ts'
import { everyLog } from '../../testing/hosts/every-log.ts'
import { askedApp, type AskedApp } from '../../testing/openapi/asked-app.ts'
import { filledRequest, type Value } from '../../testing/openapi/filled-request.ts'
import { hostileTexts } from '../../testing/openapi/hostile-texts.ts'
import { type Endpoint, endpointsOf, type OpenApi } from '../../testing/openapi/openapi.ts'
import type { SubmittedRow } from '../../testing/rows/staged-rows.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { writeRows } from '../../testing/rows/write-rows.ts'
import { openApiDocument } from '../openapi-document.ts'

const rows = hostileRows()
const document = openApiDocument(appWithoutDatabase().app) as unknown as OpenApi
const endpoints = endpointsOf(document)
const isFilter = (name: string) => name.startsWith('filter_')
const filterNames = [
  ...new Set(endpoints.flatMap(({ operation }) => filtersOf(operation.parameters))),
]

function filtersOf(parameters: readonly { name: string }[] = []): string[] {
  return parameters.map(({ name }) => name).filter(isFilter)
}

let database: TestDatabase
let asked: AskedApp
beforeAll(async () => {
  // reports look back 30 days at most: the rows are of this day
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-02-03T00:00:00Z') })
  database = await createTestDatabase({ poolSize: 4 })
  await writeRows(database.pool, rows)
  asked = askedApp({ db: database.db, logs: everyLog })
})
afterAll(async () => {
  vi.useRealTimers()
  await database.drop()
})

type Values = Readonly<Record<string, Value>>

/** As long as every route lets a window be. */
const window = { startTimestampInSeconds: '-11644473600', endTimestampInSeconds: '20000000000' }

const textOf = (row: SubmittedRow | undefined, column: string): string | undefined => {
  const value = row?.[column]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}

/** What asks for one of the checkouts, by its number, and for what belongs to it. */
function valuesAt(n: number): Values {
  const checkout = rows.checkouts[n]
  const build = rows.builds.find((one) => one['checkout_id'] === `c${n}`)
  const test = rows.tests.find((one) => one['build_id'] === build?.['id'])
  const issue = rows.issues[n % rows.issues.length]
  const branch = textOf(checkout, 'git_repository_branch')
  const url = textOf(checkout, 'git_repository_url')
  const hash = textOf(checkout, 'git_commit_hash')
  // the other checkout of the same tree
  const other = textOf(rows.checkouts[n ^ 1], 'git_commit_hash')
  return {
    ...window,
    origin: textOf(checkout, 'origin'),
    tree_name: textOf(checkout, 'tree_name'),
    git_branch: branch,
    git_repository_branch: branch,
    git_url: url,
    git_repository_url: url,
    commit_hash: hash,
    git_commit_hash: hash,
    commit_hashes: [hash, other].join(),
    commitsList: [hash, other].join(),
    hash_a: other,
    hash_b: hash,
    build_id: textOf(build, 'id'),
    test_id: textOf(test, 'id'),
    issue_id: textOf(issue, 'id'),
    hardware_id: ['ok', '__proto__', 'v6.1', '"', ''][n % 5],
    path: textOf(test, 'path'),
    config_name: textOf(build, 'config_name'),
    platform: n % 2 === 0 ? 'ok' : undefined,
    current_test_start_time: n % 3 === 0 ? '9999-12-31' : undefined,
    field_timestamp: '9999-12-31',
    interval_in_days: '700000',
    start_days_ago: '9999',
    max_age_in_hours: '720',
    full_environment_misc: 'true',
    url: 'https://files.example.org/a.log',
    log_download_url: 'https://files.example.org/',
  }
}

function bodyOf(values: Values, filter: Values): object {
  const { origin, tree_name: treeName, git_branch: branch } = values
  const head = { treeName, branch, repositoryUrl: values['git_url'], commitHash: values['hash_b'] }
  const filled = Object.entries(head).map(([name, value]) => [name, value ?? ''])
  const issues = rows.issues.slice(0, 30).map(({ id, version }) => [id, version])
  const commitHeads = [Object.fromEntries(filled)]
  return { origin, ...window, selectedCommits: {}, filter, commitHeads, issues }
}

const found = new Set<string | undefined>()

/** Asks one question; what is wrong with the answer, if anything. */
async function faultOf(endpoint: Endpoint, n: number, filter: Values = {}): Promise<unknown> {
  const values = valuesAt(n)
  const valueOf = (name: string) => (isFilter(name) ? filter[name] : values[name])
  const request = filledRequest(endpoint, valueOf, bodyOf(values, filter))
  const { answer, operationId, fault } = await asked.ask(request)
  const { status, headers, text } = answer
  if (status === 200 && !headers.has('x-error-code')) found.add(operationId)
  const leaks = /"-?infinity"/.test(text)
  return fault === null && !leaks ? null : { request, operationId, fault, leaks, status }
}

type Question = Parameters<typeof faultOf>

async function faultsOf(questions: Iterable<Question>): Promise<unknown[]> {
  const faults: unknown[] = []
  for (const question of questions) {
    const fault = await faultOf(...question)
    if (fault !== null) faults.push(fault)
  }
  return faults
}

/** Alternatives of a filter: what exists somewhere, and what does not. */
const filterValues: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom('PASS', 'FAIL', 'NULL', 'Unknown', 'ok', 'maestro', '12', '-1', 'boot'),
  fc.constantFrom('Uncategorized,null', 'i,1', ',0', 'null,null', '__proto__,-1'),
  fc.constantFrom('\uD800', ...hostileTexts),
)

it('adds up exactly, as it is written and when it is rebuilt', async () => {
  const { drift } = await verifyRollUp(database.pool, { sample: 'all', repair: false })
  expect(drift).toEqual([])
  await rebuildRollUp(database.pool)
  const { drift: afterwards } = await verifyRollUp(database.pool, { sample: 'all', repair: false })
  expect(afterwards).toEqual([])
})

it('is answered as documented by every route', { timeout: 120_000 }, async () => {
  const places = [...rows.checkouts.keys()].filter((n) => n % 11 === 0)
  const questions = places.flatMap((n) => endpoints.map((endpoint): Question => [endpoint, n]))
  expect((await faultsOf(questions)).slice(0, 3)).toEqual([])
  // else the questions would lead nowhere
  const all = endpoints.map(({ operation }) => operation.operationId)
  expect([...found]).toEqual(expect.arrayContaining(all))
})

/** Those that take filters, in the query or in the body. */
const filtered = endpoints.filter(
  ({ operation }) =>
    operation.requestBody !== undefined || filtersOf(operation.parameters).length > 0,
)

it('is answered as documented with every filter', { timeout: 120_000 }, async () => {
  const values = ['FAIL', 'Unknown', '__proto__']
  const valuesOf = (name: string) =>
    name.endsWith('.issue') ? ['i,1', 'Uncategorized,null'] : values
  const questions = filtered.flatMap((endpoint) =>
    filterNames.map((name): Question => [endpoint, 8, { [name]: valuesOf(name) }]),
  )
  expect((await faultsOf(questions)).slice(0, 3)).toEqual([])
})

it('is answered as documented with filters in any combination', { timeout: 120_000 }, async () => {
  const arbitrary = fc.tuple(
    fc.constantFrom(...filtered),
    fc.nat(rows.checkouts.length - 1),
    fc.dictionary(fc.constantFrom(...filterNames), filterValues, { minKeys: 1, maxKeys: 4 }),
  )
  expect((await faultsOf(fc.sample(arbitrary, 200))).slice(0, 3)).toEqual([])
})
