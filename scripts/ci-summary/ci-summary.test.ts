import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'

let results: string
beforeEach(() => {
  results = mkdtempSync(join(tmpdir(), 'treeline-ci-summary-'))
})
afterEach(() => rmSync(results, { recursive: true }))

function summary(files: Record<string, string>) {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(results, name), text)
  const { status, stdout } = spawnSync(process.execPath, ['scripts/ci-summary.ts', results], {
    encoding: 'utf8',
  })
  return { status, lines: stdout.trimEnd().split('\n') }
}

const tests = '{"numPassedTests":5,"numFailedTests":0,"success":true}'

it('adds up what Vitest and our scripts counted', () => {
  expect(summary({ 'tests.json': tests, 'book.json': '{"passed":2,"failed":0}' })).toEqual({
    status: 0,
    lines: ['7 passed, 0 failed'],
  })
})

it('names what failed, and ends with the one line', () => {
  const files = { 'tests.json': tests, 'book.json': '{"passed":2,"failed":3}', failed: 'book\n' }
  expect(summary(files)).toEqual({
    status: 1,
    lines: ['FAILED book: 3 failed', '7 passed, 3 failed'],
  })
})

it.each([
  ['left no report', {}],
  ['was cut while it wrote its report', { 'mail.json': '{"passed":2' }],
  ['counted no failure', { 'mail.json': '{"passed":0,"failed":0}' }],
])('counts a script that failed and %s as one failure', (_, report) => {
  expect(summary({ 'tests.json': tests, ...report, failed: 'mail\n' })).toEqual({
    status: 1,
    lines: ['FAILED mail: ended with an error', '5 passed, 1 failed'],
  })
})

it('counts a report that nobody can read', () => {
  expect(summary({ 'tests.json': tests, 'load.json': '' })).toMatchObject({ status: 1 })
})
