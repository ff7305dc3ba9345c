import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { actions } from '../actions.ts'
import { lookedUntil } from '../delivery/ledger/looked-until.ts'
import { noteTold } from '../delivery/ledger/told-items.ts'
import type { FindReports, Report } from '../report.ts'
import { testReport, testRun } from '../../testing/notices/test-delivery.ts'
import { type ActionRun, runAction } from './run-action.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await database.drop()
})

const queue = { way: 'smtp', add: () => Promise.resolve() } as const

/** Runs with a finding of the test's own in the place of the report that tells nothing. */
function run(find: FindReports, more: Partial<ActionRun> = {}) {
  vi.spyOn(actions, 'fake_report').mockImplementation(find)
  return runAction({ ...testRun(database, queue), action: 'fake_report', ...more })
}

const found = (...reports: Report[]) => Promise.resolve({ reports, problems: [] })
const window = () => lookedUntil(database.db, 'fake_report')

it('goes on after what is wrong with one thing, and looks there again', async () => {
  const broken = testReport({
    items: ['broken'],
    render: () => {
      throw new TypeError('no comment')
    },
  })
  const outcome = await run(() => found(broken, testReport()))
  expect(outcome).toMatchObject({ queued: 1 })
  expect(outcome.problems).toEqual([
    { item: 'broken', code: 'report_failed', message: 'no comment' },
  ])
  expect(await window()).toBeNull()
})

it('begins the next window where the last good run looked', async () => {
  const seen: (Date | null)[] = []
  const find: FindReports = (finding) => {
    seen.push(finding.lookedUntil)
    return found()
  }
  const first = new Date('2026-11-02T10:00:00Z')
  await run(find, { now: first })
  await run(find, { now: new Date('2026-11-02T09:00:00Z') })
  await run(find, { options: { all: false, summaryOrigins: ['maestro'] } })
  expect(seen).toEqual([null, first, null])
  expect(await window()).toEqual(first)
})

it('writes nothing in a dry run, or of what somebody does not want', async () => {
  const decide = vi.fn<ActionRun['decide']>(() => Promise.resolve('leave'))
  await run(() => found(testReport()), { queue: null, decide })
  expect(decide).toHaveBeenCalledOnce()
  expect(await run(() => found(testReport()), { decide })).toMatchObject({ queued: 0, left: 1 })
  expect(await window()).toBeNull()
  expect(await database.db.selectFrom('report_item').selectAll().execute()).toEqual([])
})

it('never asks again about what is ignored', async () => {
  const decide = vi.fn<ActionRun['decide']>(() => Promise.resolve('ignore'))
  expect(await run(() => found(testReport()), { decide })).toMatchObject({ ignored: 1 })
  await run(() => found(testReport()), { decide })
  expect(decide).toHaveBeenCalledOnce()
})

it('finds anew what is left when another process told some of it meanwhile', async () => {
  const decide = async (): Promise<'tell'> => {
    await database.db
      .transaction()
      .execute((tx) => noteTold(tx, { kind: 'issue', items: ['a'] }, { again: false }))
    return 'tell'
  }
  const find: FindReports = async ({ told }) => {
    const known = await told('issue', ['a', 'b'])
    return found(testReport({ items: ['a', 'b'].filter((item) => !known.has(item)) }))
  }
  expect(await run(find, { decide })).toMatchObject({ queued: 1, problems: [] })
})

it('looks there again when others were quicker until the end', async () => {
  let number = 0
  const decide = async (): Promise<'tell'> => {
    await database.db
      .transaction()
      .execute((tx) =>
        noteTold(tx, { kind: 'issue', items: [`other ${number}`] }, { again: false }),
      )
    return 'tell'
  }
  const find: FindReports = () => found(testReport({ items: ['ours', `other ${(number += 1)}`] }))
  expect(await run(find, { decide })).toMatchObject({ queued: 0, problems: [] })
  expect(await window()).toBeNull()
})

it('hands on what nobody ever saw, once', async () => {
  const warn = vi.fn<ActionRun['log']['warn']>()
  const log = { warn, error: vi.fn<ActionRun['log']['error']>() }
  const find: FindReports = () => Promise.resolve({ reports: [], problems: [], notes: ['a board'] })
  expect(await run(find, { log })).toMatchObject({ notes: ['a board'] })
  expect(warn.mock.calls).toEqual([[{ note: 'a board' }, 'nothing to tell of']])
})

it('writes to nobody no mail, and says so', async () => {
  const nobody = { ...testRun(database, queue).mail, to: [], cc: [] }
  const { problems } = await run(() => found(testReport()), { mail: nobody })
  expect(problems).toMatchObject([{ code: 'no_recipients' }])
})

it('ends between two mails when it is asked to', async () => {
  const stopping = new AbortController()
  const reports = ['a', 'b'].map((item) => testReport({ items: [item] }))
  const onTold = async () => stopping.abort(new Error('asked to end'))
  const ended = run(() => found(...reports), { onTold, signal: stopping.signal })
  await expect(ended).rejects.toThrow('asked to end')
  expect(await database.db.selectFrom('report').select('id').execute()).toHaveLength(1)
})
