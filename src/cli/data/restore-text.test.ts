import { expect, test } from 'vitest'
import { restoreProgressText, restoreReportText } from './restore-text.ts'

test('progress is a share of a file, or what came through a pipe', () => {
  const progress = { table: 'tests', readBytes: 5_000_000 }
  expect(restoreProgressText({ ...progress, totalBytes: 20_000_000 })).toBe(
    'tests: 25 % of the file',
  )
  expect(restoreProgressText({ ...progress, totalBytes: undefined })).toBe('tests: 5 MB read')
  expect(restoreProgressText({ table: 'tests', readBytes: 0, totalBytes: 0 })).toContain('0 %')
})

test('the report names what no answer can show and what was left out', () => {
  expect(
    restoreReportText({
      restored: [
        { table: 'tests', rows: 3, present: 0 },
        { table: 'builds', rows: 0, present: 2 },
      ],
      outOfRange: [{ table: 'tests', column: 'start_time', count: 2 }],
      skipped: ['auth_user', 'other.tests'],
    }),
  ).toBe(
    'restored tests: 3 rows\n' +
      'restored builds: 0 rows, 2 were there already\n' +
      'tests.start_time: 2 instants outside the years 1 to 9999, stored as they are and answered as null\n' +
      'skipped: auth_user, other.tests\n',
  )
})

test('a table is named so that a terminal obeys nothing of it', () => {
  const table = 'evil\u001b[2J'
  expect(restoreProgressText({ table, readBytes: 0, totalBytes: 1 })).toBe(
    'evil\\u001b[2J: 0 % of the file',
  )
  expect(restoreReportText({ restored: [], outOfRange: [], skipped: [table] })).toBe(
    'skipped: evil\\u001b[2J\n',
  )
})
