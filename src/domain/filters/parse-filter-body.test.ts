import { expect, it } from 'vitest'
import { FilterError } from './filter-error.ts'
import { parseFilterBody } from './parse-filter-body.ts'
import { parseFilters } from './parse-filters.ts'

const ofQuery = (query: string) => parseFilters(new URLSearchParams(query))

it.each<[object, string]>([
  [{}, ''],
  [{ 'filter_boot.status': 'FAIL' }, 'filter_boot.status=FAIL'],
  [{ 'filter_test.status': ['PASS', 'FAIL'] }, 'filter_test.status=PASS&filter_test.status=FAIL'],
  [{ 'filter_test.status_[in]': ['PASS', 'FAIL'] }, 'filter_test.status=PASS'],
  [{ 'filter_test.status_[in]': 'PASS' }, 'filter_test.status=PASS'],
  [{ 'filter_duration_[gte]': ['150'] }, 'filter_duration_[gte]=150'],
  [{ 'filter_duration_[lte]': 95.5 }, 'filter_duration_[lte]=95.5'],
  [{ 'filter_test.path': ['ltp', 'kselftest'] }, 'filter_test.path=ltp&filter_test.path=kselftest'],
  [
    { 'filter_test.issue': ['i,1', 'Uncategorized'] },
    'filter_test.issue=i,1&filter_test.issue=Uncategorized',
  ],
  [{ filter_trees: ['0'], valid: true, 'filter_test.lab': [] }, ''],
  [{ 'filter_test.lab': null, filter_config_name: {}, 'filter_boot.path': '' }, ''],
  [{ filter___proto__: ['x'] }, ''],
  [{ filter_trees: { 0: true }, filter_valid: [[1]], 'filter_issue.culprit': [{ code: 1 }] }, ''],
])('%j is as %s', (body, query) => {
  expect(parseFilterBody(body as Record<string, unknown>)).toEqual(ofQuery(query))
})

it.each<object>([
  { 'filter_test.status_[foo]': ['PASS'] },
  { 'filter_test.issue': ['abc'] },
  { 'filter_test.issue': ['abc,x'] },
  { 'filter_test.status': [['PASS']] },
  { filter_compiler: { gcc: 12 } },
])('%j is refused', (body) => {
  expect(() => parseFilterBody(body as Record<string, unknown>)).toThrow(FilterError)
})

it('takes no more paths than a query may have', () => {
  const paths = Array.from({ length: 101 }, (_, n) => `a${n}`)
  const filters = parseFilterBody({ 'filter_test.path': paths.slice(1) })
  expect(filters.test.paths).toEqual(paths.slice(1))
  expect(() => parseFilterBody({ 'filter_test.path': paths })).toThrow(FilterError)
})
