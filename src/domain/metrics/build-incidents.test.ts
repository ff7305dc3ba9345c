import { expect, it } from 'vitest'
import { arrangeBuildIncidents, type IncidentGroup } from './build-incidents.ts'

const group = (
  origin: string,
  id: string,
  incidents: number,
  more: Partial<IncidentGroup> = {},
) => ({
  origin,
  id,
  version: 1,
  incidents,
  comment: id,
  isNew: false,
  ...more,
})
const shown = (id: string, total_incidents: number, version = 1) => ({
  id,
  version,
  comment: id,
  total_incidents,
})

it('counts incidents and issues per origin, whatever their versions', () => {
  const groups = [
    group('b', 'i1', 2, { isNew: true }),
    group('b', 'i1', 3, { version: 2, isNew: true }),
    group('b', 'i2', 4),
    group('b', 'lost', 9, { comment: null, isNew: true }),
    group('a', 'i1', 1),
  ]
  expect(arrangeBuildIncidents(groups)).toEqual({
    build_incidents_by_origin: {
      a: { total_incidents: 1, n_new_issues: 0, n_existing_issues: 1, n_total_issues: 1 },
      b: { total_incidents: 18, n_new_issues: 2, n_existing_issues: 1, n_total_issues: 3 },
    },
    top_issues_by_origin: {
      a: [shown('i1', 1)],
      b: [shown('i2', 4), shown('i1', 3, 2), shown('i1', 2)],
    },
    new_issues_by_origin: { b: [shown('i1', 3, 2), shown('i1', 2)] },
  })
})

it('shows three issues at most, but every new one; those named equally often by id and version', () => {
  const ids = ['\u{1F600}', '\uFF00', 'b', 'a']
  const groups = ids.flatMap((id) => [
    group('o', id, 1, { version: 10, isNew: true }),
    group('o', id, 1, { version: 9, isNew: true }),
  ])
  const arranged = arrangeBuildIncidents(groups)
  const sorted = ['a', 'b', '\uFF00', '\u{1F600}'].flatMap((id) => [
    shown(id, 1, 9),
    shown(id, 1, 10),
  ])
  expect(arranged.new_issues_by_origin).toEqual({ o: sorted })
  expect(arranged.top_issues_by_origin).toEqual({ o: sorted.slice(0, 3) })
})

it('leaves out an origin none of whose issues has arrived', () => {
  expect(arrangeBuildIncidents([group('o', 'i', 1, { comment: null, isNew: true })])).toEqual({
    build_incidents_by_origin: {},
    top_issues_by_origin: {},
    new_issues_by_origin: {},
  })
})

it('takes any text for an origin', () => {
  const { top_issues_by_origin } = arrangeBuildIncidents([group('__proto__', 'i', 1)])
  expect(Object.keys(top_issues_by_origin)).toEqual(['__proto__'])
})
