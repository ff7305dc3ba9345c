import { expect, it } from 'vitest'
import { culpritsOf, matchesIssue, parseIssueFilters } from './issue-filters.ts'

const issue = {
  origin: 'maestro',
  culprit_code: true,
  culprit_harness: null,
  culprit_tool: false,
  categories: ['build', 'kernel, arm'],
}
const parse = (query: string) => parseIssueFilters(new URLSearchParams(query))

it.each([
  '',
  'filter=x&origin=nobody',
  'filter_origin=maestro',
  'filter_origin=nobody&filter_origin=maestro',
  'filter_origin_[gt]=maestro&filter_origin_[in]=nobody',
  'filter_issue.culprit=code',
  'filter_issue.culprit=tool&filter_issue.culprit=code',
  'filter_issue.culprit=nobody',
  'filter_issue.categories=build',
  'filter_issue.categories=kernel,+arm',
  'filter_issue.options=nothing',
  'filter_origin=maestro&filter_issue.culprit=code&filter_issue.categories=build',
  'filter_test.status=FAIL&filter_build.issue=a,1&filter_duration=&filter_nothing=1',
])('keeps an issue that matches: %s', (query) => {
  expect(matchesIssue(parse(query), issue)).toBe(true)
})

it.each([
  'filter_origin=nobody',
  'filter_origin=',
  'filter_origin=Maestro',
  'filter_issue.culprit=tool&filter_issue.culprit=harness',
  'filter_issue.categories=kernel',
  'filter_issue.categories=build,kernel',
  'filter_origin=maestro&filter_issue.culprit=tool',
])('drops one that does not: %s', (query) => {
  expect(matchesIssue(parse(query), issue)).toBe(false)
})

it.each([
  ['filter_issue.culprit=code', { culprit_code: null }],
  ['filter_issue.categories=build', { categories: null }],
  ['filter_issue.categories=build', { categories: [] }],
])('drops one that says nothing, when asked: %s', (query, nothing) => {
  expect(matchesIssue(parse(query), { ...issue, ...nothing })).toBe(false)
})

it('knows whether incidents are wanted', () => {
  expect(parse('filter_issue.options=x&filter_issue.options=hasIncident').hasIncident).toBe(true)
  expect(parse('filter_issue.options=hasincident').hasIncident).toBe(false)
})

it.each(['filter_origin_[is]=maestro', 'filter_test.issue=abc', 'filter_boot.issue=a,b'])(
  'refuses what cannot be understood: %s',
  (query) => {
    expect(() => parse(query)).toThrow()
  },
)

it('knows the culprits of an issue', () => {
  expect(culpritsOf(issue)).toEqual(['code'])
  expect(culpritsOf({ ...issue, culprit_tool: true })).toEqual(['code', 'tool'])
})
