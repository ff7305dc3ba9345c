import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeReferenceLedger } from '../../../../testing/rows/reference-ledger.ts'
import { LedgerFile } from './ledger-file.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'treeline-ledger-'))
  file = join(folder, 'notifications.sqlite3')
})
afterEach(() => rmSync(folder, { recursive: true }))

const issuesOf = (ledger: LedgerFile) =>
  [...ledger.pages('notifications_issue')].map((page) => page.map(({ issue_id }) => issue_id))

it('gives rows in pages, the newest first, also while the reference writes', () => {
  const ids = Array.from({ length: 2_001 }, (_, at) => `issue ${at}`)
  writeReferenceLedger(file, { issues: ids.map((issue_id) => ({ issue_id })) })
  using ledger = LedgerFile.open(file)
  const pages = ledger.pages('notifications_issue')
  expect(pages.next().value).toHaveLength(1_000)
  const reference = new Sqlite(file, { timeout: 0 })
  reference.exec(`insert into notifications_issue (issue_id, issue_version) values ('late', 1)`)
  reference.close()
  expect([...pages].map((page) => page.length)).toEqual([1_000, 1])
  expect(issuesOf(ledger).flat()).toEqual(['late', ...ids.toReversed()])
})

describe('says why a file is none', () => {
  const problem = () => {
    try {
      LedgerFile.open(file)[Symbol.dispose]()
    } catch (error) {
      return error
    }
    return undefined
  }

  it.each<[string, RegExp, () => void]>([
    ['not there', /there is no such file/, () => {}],
    ['a folder', /it is not a file/, () => (file = folder)],
    ['empty', /no table notifications_issue/, () => writeFileSync(file, '')],
    ['a text', /file is not a database/, () => writeFileSync(file, 'issue_id\n'.repeat(200))],
    [
      'without a column',
      /notifications_checkout has no column path/,
      () => {
        writeReferenceLedger(file, {})
        const old = new Sqlite(file)
        old.exec('alter table notifications_checkout drop column path')
        old.close()
      },
    ],
    [
      'damaged',
      /malformed|corrupt|Tree|page/i,
      () => {
        const issues = Array.from({ length: 5_000 }, (_, at) => ({ issue_id: `issue ${at}` }))
        writeReferenceLedger(file, { issues })
        const bytes = readFileSync(file)
        bytes.fill(0x5a, 4_096 * 5, 4_096 * 9)
        writeFileSync(file, bytes)
      },
    ],
  ])('%s', (_, why, make) => {
    make()
    expect(problem()).toMatchObject({
      code: 'ledger_unusable',
      message: expect.stringMatching(why),
    })
  })
})
