import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import type { Event } from '../events/event.ts'
import type { Report } from '../report.ts'
import { prepareMail } from '../run/prepare-mail.ts'
import { testReport, testRun } from '../../testing/notices/test-delivery.ts'
import { toldItems } from './ledger/told-items.ts'
import { sendAgain } from './ledger/undone-mails.ts'
import { tellMail } from './tell-mail.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(() => database.drop())

const queued: number[] = []
const queue = { way: 'smtp', add: async (_: unknown, id: number) => void queued.push(id) } as const

async function tell(
  report: Report,
  more: Partial<ReturnType<typeof testRun>> & { add?: () => Promise<void> } = {},
) {
  const run = { ...testRun(database, queue), ...more }
  const prepared = await prepareMail(database.db, report, { ...run.mail, now: run.now })
  return tellMail({ ...run, queue: { ...queue, ...more } }, report, prepared)
}

const messageIds = async () =>
  (await database.db.selectFrom('report').select('message_id').execute()).map(
    (each) => each.message_id,
  )

it('tells each thing once, also when ten processes find it at once', async () => {
  const tellings = Array.from({ length: 10 }, () => tell(testReport({ items: ['a', 'b'] })))
  const kinds = (await Promise.all(tellings)).map(({ kind }) => kind)
  expect(kinds.filter((kind) => kind === 'queued')).toHaveLength(1)
  expect(kinds.filter((kind) => kind === 'told before')).toHaveLength(9)
  expect(await messageIds()).toHaveLength(1)
})

it('writes nothing when some of it was told, and nothing of another kind stands in its way', async () => {
  await tell(testReport({ items: ['a'] }))
  expect(await tell(testReport({ items: ['a', 'b'] }))).toEqual({ kind: 'told before' })
  const items = { kind: 'issue', items: ['a', 'b'] }
  expect([...(await toldItems(database.db, items))]).toEqual(['a'])
  expect(await tell(testReport({ kind: 'status', items: ['a'] }))).toMatchObject({ kind: 'queued' })
})

it('tells again what somebody wants again, as another mail', async () => {
  await tell(testReport())
  expect(await tell(testReport(), { again: true })).toMatchObject({ kind: 'queued' })
  expect(new Set(await messageIds()).size).toBe(2)
})

it('writes down nothing that the queue does not take', async () => {
  const add = () => Promise.reject(new Error('no room'))
  await expect(tell(testReport(), { add })).rejects.toThrow('no room')
  expect(await messageIds()).toEqual([])
  expect(await tell(testReport())).toMatchObject({ kind: 'queued' })
})

it('holds regressions that are too many, or held by a switch', async () => {
  const rules = { holdsRegressions: false, regressionsPerHour: 1 }
  const now = new Date()
  expect(await tell(testReport(), { rules, now })).toMatchObject({ kind: 'queued' })
  const more = testReport({ items: ['maestro:2'] })
  expect(await tell(more, { rules, now })).toMatchObject({ kind: 'held' })
  const digest = testReport({ kind: 'status', isRegression: false })
  expect(await tell(digest, { rules, now })).toMatchObject({ kind: 'queued' })
  const held = { ...rules, holdsRegressions: true }
  expect(await tell(testReport({ items: ['x'] }), { rules: held })).toMatchObject({ kind: 'held' })
})

it('holds back from the lists what a person has to look at', async () => {
  const report = testReport({ holdBack: 'there is no log', tree: { name: 'mainline', gitUrl: '' } })
  const lists = { ...testRun(database, queue).mail, addMailingLists: true }
  expect(await tell(report, { mail: lists })).toMatchObject({ why: 'there is no log' })
  const other = { ...report, items: ['maestro:2'] }
  expect(await tell(other)).toMatchObject({ kind: 'queued' })
})

it('tells other channels of what it tells, and of what waits for a person', async () => {
  const events: Event[] = []
  const announce = async (_: unknown, event: Event) => void events.push(event)
  const told = await tell(testReport({ items: ['b', 'a'] }), { announce })
  await tell(testReport({ items: ['b', 'a'] }), { announce })
  const rules = { holdsRegressions: true, regressionsPerHour: 1 }
  const held = await tell(testReport({ items: ['c'] }), { announce, rules })
  const [report, waiting] = [told, held].map((each) => ('id' in each ? each.id : 0))
  const subject = 'It broke'
  expect(events.map(({ type, data }) => ({ type, data }))).toEqual([
    {
      type: 'report.told',
      data: {
        report,
        kind: 'issue',
        subject,
        regression: true,
        items: ['b', 'a'],
        text: 'It broke.\n',
      },
    },
    {
      type: 'mail.held',
      data: { report: waiting, kind: 'issue', subject, why: 'REGRESSION_MAILS is hold' },
    },
  ])
  const mails = { way: 'smtp', add: () => Promise.resolve() } as const
  await sendAgain(database.db, { mails, announce }, { ids: [waiting!] })
  expect(events.at(-1)).toMatchObject({ type: 'report.told', data: { items: ['c'] } })
  expect(events.at(-1)!.id).toMatch(new RegExp(`^report_told_${waiting}_`))
})
