import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appWithoutDatabase } from '../../../testing/http/app-without-database.ts'
import { expectDocumented } from '../../../testing/http/documented-answer.ts'
import { day, incident } from '../../../testing/rows/issue-rows.ts'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { writeRows } from '../../../testing/rows/write-rows.ts'
import type { HttpApp } from '../../http-app.ts'

const seconds = (number: number) => Date.parse(day(number)) / 1000
const issue = (id: string, version: number, time: string | null, columns: object = {}) => ({
  id,
  version,
  origin: 'maestro',
  _timestamp: time,
  ...columns,
})

const rows = {
  checkouts: [
    {
      id: 'c1',
      origin: 'o',
      tree_name: 'mainline',
      git_repository_branch: 'master',
      git_commit_hash: 'H1',
    },
    { id: 'branchless', origin: 'o', tree_name: 'mainline' },
  ],
  builds: [
    { id: 'b1', origin: 'o', checkout_id: 'c1' },
    { id: 'b2', origin: 'o', checkout_id: 'branchless' },
    { id: 'b3', origin: 'o', checkout_id: 'gone' },
  ],
  tests: [{ id: 't1', origin: 'o', build_id: 'b1' }],
  issues: [
    issue('seen', 1, day(2), { culprit_code: true, comment: 'first', categories: ['build'] }),
    issue('seen', 2, day(3), { culprit_tool: true, culprit_code: false, categories: [] }),
    issue('by-test', 1, day(3), { origin: 'redhat', culprit_harness: true }),
    issue('unseen', 1, day(4), { categories: ['boot', 'arm'] }),
    issue('denied', 1, day(4)),
    issue('branchless', 1, day(4), { origin: 'syzbot', categories: ['hidden'] }),
    issue('lost', 1, day(4)),
    issue('other-version', 1, day(4)),
    issue('timeless', 1, null),
  ],
  incidents: [
    incident('n1', ['seen', 1], { _timestamp: day(1), build_id: 'b1' }),
    incident('n2', ['by-test', 1], { _timestamp: day(1), test_id: 't1' }),
    incident('n3', ['denied', 1], { _timestamp: day(1), build_id: 'b1', present: false }),
    incident('n4', ['branchless', 1], { _timestamp: day(1), build_id: 'b2' }),
    incident('n5', ['lost', 1], { _timestamp: day(1), build_id: 'b3', test_id: 'gone' }),
    incident('n6', ['other-version', 9], { _timestamp: day(1), build_id: 'b1' }),
    incident('n7', ['timeless', 1], { _timestamp: day(1), build_id: 'b1' }),
  ],
}

let database: TestDatabase
let app: HttpApp
beforeAll(async () => {
  database = await createTestDatabase()
  app = appWithoutDatabase({ db: database.db }).app
  await writeRows(database.pool, rows)
})
afterAll(() => database.drop())

type Listing = {
  issues: { id: string; version: number }[]
  extras: Record<string, unknown>
  filters: unknown
}

const inDays = (from: number, until: number) =>
  `startTimestampInSeconds=${seconds(from)}&endTimestampInSeconds=${seconds(until)}`

async function ask(query: string) {
  const answer = await app.request(`/api/issue/?${query}`)
  const body: unknown = await answer.json()
  if (answer.status === 200) expectDocumented(app, '/api/issue/', body)
  return { status: answer.status, body, headers: answer.headers }
}

async function list(query: string) {
  const { issues, extras, filters } = (await ask(query)).body as Listing
  return {
    issues: issues.map(({ id, version }) => `${id} ${version}`),
    extras: Object.keys(extras),
    filters,
  }
}

describe('the issue listing', () => {
  const choices = {
    origins: ['maestro', 'redhat', 'syzbot'],
    culprits: ['code', 'harness', 'tool'],
    categories: ['arm', 'boot', 'build', 'hidden'],
  }

  it('shows versions that were seen in a tree, and issues that were not seen at all', async () => {
    const { body, headers } = await ask(inDays(1, 9))
    expect(body).toMatchObject({
      issues: [{ id: 'denied' }, { id: 'unseen' }, { id: 'by-test' }, { id: 'seen' }],
      extras: {
        'by-test': { first_seen: day(1), checkout_id: 'c1', issue_version: 1 },
        seen: {
          first_seen: day(1),
          git_commit_hash: 'H1',
          git_repository_url: null,
          git_repository_branch: 'master',
          git_commit_name: null,
          tree_name: 'mainline',
          issue_version: 1,
          checkout_id: 'c1',
        },
      },
      filters: choices,
    })
    expect((body as Listing).issues[3]).toEqual({
      field_timestamp: day(2),
      id: 'seen',
      comment: 'first',
      origin: 'maestro',
      // version 2 was seen nowhere, which hides it alone (api-misc.md O12)
      version: 1,
      culprit_code: true,
      culprit_tool: null,
      culprit_harness: null,
      categories: ['build'],
    })
    expect(headers.get('cache-control')).toBe('max-age=180')
  })

  it('holds both ends of the window', async () => {
    expect((await list(inDays(2, 3))).issues).toEqual(['by-test 1', 'seen 1'])
    expect((await list(inDays(2, 2))).issues).toEqual(['seen 1'])
    const until = `endTimestampInSeconds=${seconds(3) - 0.000_001}`
    expect((await list(until)).issues).toEqual(['seen 1'])
    expect((await list(`${until}&interval_in_days=1`)).issues).toEqual(['seen 1'])
    expect(
      (await ask(`endTimestampInSeconds=${seconds(4) - 1}&interval_in_days=1`)).body,
    ).toMatchObject({
      issues: [{ id: 'by-test' }],
    })
  })

  it.each([
    ['filter_issue.options=hasIncident', ['by-test 1', 'seen 1']],
    ['filter_issue.culprit=code', ['seen 1']],
    ['filter_issue.culprit=code&filter_issue.culprit=harness', ['by-test 1', 'seen 1']],
    [
      'filter_issue.culprit=nobody&filter_test.status=FAIL&filter=x',
      ['denied 1', 'unseen 1', 'by-test 1', 'seen 1'],
    ],
    ['filter_origin=redhat', ['by-test 1']],
    ['filter_origin_[in]=redhat&filter_origin_[in]=nobody', ['by-test 1']],
    ['filter_issue.categories=arm&filter_issue.categories=build', ['unseen 1', 'seen 1']],
    ['filter_issue.categories=arm&filter_issue.options=hasIncident', []],
    ['filter_origin=', []],
  ])('chooses by %s, and offers the same', async (query, issues) => {
    const listing = await list(`${inDays(1, 9)}&${query}`)
    expect(listing.issues).toEqual(issues)
    expect(listing.extras).toEqual(
      issues.map((one) => one.slice(0, -2)).filter((id) => id === 'seen' || id === 'by-test'),
    )
    expect(listing.filters).toEqual(choices)
  })

  it.each(['', inDays(8, 9), 'endTimestampInSeconds=-1'])(
    'is empty without issues: %s',
    async (query) => {
      const { status, body, headers } = await ask(query)
      expect([status, body]).toEqual([200, { error: 'No issues found' }])
      expect(headers.get('cache-control')).toBe('no-cache')
    },
  )

  it.each([
    ['startTimestampInSeconds=abc', /^startTimestampInSeconds and .* must be a Unix Timestamp$/],
    ['startTimestampInSeconds=2&endTimestampInSeconds=1', /^start_date must be before end_date$/],
    ['interval_in_days=0', /"greater_than".*"interval_in_days"/],
    ['interval_in_days=700001', /"less_than_equal"/],
    ['filter_origin_[is]=x', /`is`/],
    ['filter_test.issue=abc', /^Invalid filter key or value$/],
  ])('refuses %s', async (query, error) => {
    expect(await ask(query)).toMatchObject({
      status: 400,
      body: { error: expect.stringMatching(error) as unknown },
    })
  })
})
