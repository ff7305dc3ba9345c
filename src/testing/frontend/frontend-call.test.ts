import { expect, it } from 'vitest'
import { problemsOf, targetOf } from './frontend-call.ts'

it('writes parameters as the dashboard does', () => {
  const query = {
    origin: 'maestro',
    'filter_duration_[gte]': '1',
    'filter_test.hardware': ['a,b', 'c d'],
    url: 'https://x/y?z',
    absent: undefined,
  }
  expect(targetOf({ method: 'GET', path: '/api/x', query, reads: [] })).toBe(
    '/api/x?origin=maestro&filter_duration_[gte]=1&filter_test.hardware=a,b' +
      '&filter_test.hardware=c+d&url=https:%2F%2Fx%2Fy%3Fz',
  )
  expect(targetOf({ method: 'GET', path: '/api/x', reads: [] })).toBe('/api/x')
})

it('knows what a page would miss', () => {
  const call = { method: 'GET', path: '/', reads: ['a.b', '[].c', 'list.[].d'] } as const
  expect(problemsOf(call, { a: { b: null }, list: [{ d: 1 }] })).toEqual(['[].c'])
  expect(problemsOf(call, [{ c: 0 }])).toEqual(['a.b', 'list.[].d'])
  expect(problemsOf(call, { a: 1, list: [] })).toEqual(['a.b', '[].c'])
})

it('knows whether a page found what it asked for', () => {
  const call = { method: 'GET', path: '/', reads: ['a'] } as const
  const nothing = { error: 'none' }
  expect(problemsOf(call, { a: 1 })).toEqual([])
  expect(problemsOf(call, {})).toEqual(['a'])
  expect(problemsOf(call, nothing)).toEqual(['error'])
  expect(problemsOf({ ...call, finds: 'perhaps' }, nothing)).toEqual([])
  expect(problemsOf({ ...call, finds: 'perhaps' }, {})).toEqual(['a'])
  expect(problemsOf({ ...call, finds: 'nothing' }, nothing)).toEqual([])
  expect(problemsOf({ ...call, finds: 'nothing' }, { a: 1 })).toEqual(['found'])
})
