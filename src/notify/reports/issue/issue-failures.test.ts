import { expect, it } from 'vitest'
import type { IssueRegression } from '../../../read/issues/regression/regression.ts'
import { plainText } from '../../wording/plain-text.ts'
import { issueFailures } from './issue-failures.ts'

const platform: IssueRegression['platforms'][number] = {
  platform: 'board-7',
  compatibles: [],
  testId: 't',
  path: 'boot',
  config: 'defconfig',
  tests: 4_000,
  firstSeen: '2026-02-01T00:00:00Z',
  statuses: [],
  lastGood: null,
}
const failures = {
  configurations: [],
  platforms: [platform],
  occurrences: 5_000,
  isSample: true,
  more: 2,
  excerpt: null,
}
const first = { kind: 'test' } as IssueRegression['first']

it('says what is not known exactly, and what is not shown', () => {
  const text = plainText(issueFailures({ ...failures, first }, 'https://d.example.org'))
  expect(text).toContain('failing: at least 4000 tests\n')
  expect(text).toContain('last passed: no pass known\n')
  expect(text).toMatch(/\n\n2 more on the dashboard\.\n$/)
})
