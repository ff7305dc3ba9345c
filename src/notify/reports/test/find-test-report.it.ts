import { afterAll, beforeAll, expect, it } from 'vitest'
import { regressedBranch } from '../../../testing/rows/regressed-branch.ts'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { writeRows } from '../../../testing/rows/write-rows.ts'
import type { Finding } from '../../report.ts'
import { findingIn } from '../../testing/finding.ts'
import { findTestReport } from './find-test-report.ts'
import { withoutStyle } from '../../testing/without-style.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  await writeRows(database.pool, regressedBranch)
})
afterAll(() => database.drop())

const now = new Date('2026-02-08T00:00:00Z')
const find = (id: string, change: Partial<Finding> = {}) =>
  findTestReport(findingIn(database.db, { now, options: { all: false, id }, ...change }))
const toLists = { messageId: '<regression.1@kernelci.org>', toLists: true }

it('tells of one test, and how it does elsewhere', async () => {
  const { reports, problems } = await find('maestro:t4-board-7')
  expect(problems).toEqual([])
  expect(reports).toMatchObject([
    {
      kind: 'test',
      items: ['maestro:t4-board-7'],
      subject: '[BOOT REGRESSION] mainline/master: boot on board-7',
      isRegression: true,
    },
  ])
  const { text, html } = reports[0]!.render(toLists)
  await expect(text).toMatchFileSnapshot('golden/boot.txt')
  await expect(withoutStyle(html)).toMatchFileSnapshot('golden/boot.html')
})

it('tells of a test whose build and checkout have not arrived, and waits for a look', async () => {
  await writeRows(database.pool, {
    tests: [{ id: 'o:lost', origin: 'o', build_id: 'o:none', path: null, status: null }],
  })
  const { reports } = await find('o:lost')
  expect(reports).toMatchObject([
    {
      subject: '[TEST REGRESSION] unknown/unknown: unknown on unknown platform',
      tree: { name: null, gitUrl: null },
      holdBack: 'there is no excerpt of a log',
    },
  ])
  await expect(reports[0]?.render(toLists).text).toMatchFileSnapshot('golden/lost.txt')
})

it('has its log also where that was moved out of its row', async () => {
  const url = `https://files.example.org/logexcerpt/${'a'.repeat(64)}/logexcerpt.txt.gz`
  const moved = { log_excerpt: '', output_files: [{ name: 'log_excerpt', url }] }
  await writeRows(database.pool, {
    tests: [
      { id: 'o:moved', origin: 'o', build_id: 'o:none', path: 'ltp.x', status: 'FAIL', ...moved },
    ],
  })
  const excerptAt = (address: string) => Promise.resolve(`what lies at ${address}`)
  const options = { all: false, id: 'o:moved' }
  const { reports } = await findTestReport(findingIn(database.db, { now, options, excerptAt }))
  expect(reports[0]).not.toHaveProperty('holdBack')
  expect(reports[0]?.render(toLists).text).toContain(`what lies at ${url}\n`)
  expect(await find('o:moved')).toMatchObject({
    reports: [{ holdBack: 'there is no excerpt of a log' }],
  })
})

it('says why there is none', async () => {
  expect(await find('nobody')).toMatchObject({
    reports: [],
    problems: [{ item: 'nobody', code: 'test_unknown' }],
  })
  expect(await find('maestro:t3-board-7')).toMatchObject({ problems: [{ code: 'test_passed' }] })
  const told = { told: () => Promise.resolve(new Set(['maestro:t4-board-7'])) }
  expect(await find('maestro:t4-board-7', told)).toMatchObject({
    reports: [],
    notes: [expect.stringContaining('--force')],
  })
})
