import { expect, it } from 'vitest'
import type { PruneRules } from '../../prune/prune-rules.ts'
import { doomedText, spaceText } from './prune-text.ts'

const doomed = {
  cutoff: '2026-11-24T05:33:09.781730Z',
  rows: { checkouts: 41, builds: 977, tests: 17_917 },
  incidents: 0,
}
const rules: PruneRules = {
  olderThanMs: 1,
  origins: null,
  tables: ['checkouts', 'builds', 'tests'],
  protectsIssues: true,
}

it('says what would go, by table, and what stays', () => {
  expect(doomedText(doomed, rules)).toBe(
    [
      'stored before 2026-11-24T05:33:09.781730Z',
      'checkouts       41',
      'builds         977',
      'tests        17917',
      'total        18935',
      'what belongs to a checkout or build that goes is counted',
      'what an incident names stays, with its build and checkout',
      '',
    ].join('\n'),
  )
})

it('names the tables that were chosen, and incidents that go', () => {
  const text = doomedText(
    { ...doomed, rows: { ...doomed.rows, builds: 0, tests: 0 }, incidents: 3 },
    { ...rules, tables: ['checkouts'], protectsIssues: false },
  )
  expect(text.split('\n').slice(1, -2)).toEqual([
    'checkouts       41',
    'incidents        3',
    'total           44',
  ])
})

it('says what the disk got, nothing when others wrote meanwhile', () => {
  expect(spaceText({ before: 55e6, after: 28e6 })).toMatch(/^27 MB given back .* 28 MB/)
  expect(spaceText({ before: 1e6, after: 2e6 })).toMatch(/^0 MB given back .* 2 MB/)
})
