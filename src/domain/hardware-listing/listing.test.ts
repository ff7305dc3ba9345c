import { describe, expect, it } from 'vitest'
import type { CountKind } from '../test-kind.ts'
import { listHardware } from './listing.ts'

const counted = (
  checkoutId: string,
  platform: string,
  compatible: string[] | null,
  kind: CountKind,
  passed = 1,
) => ({ checkoutId, platform, compatible, kind, counts: [0, passed, 0, 0, 0, 0, 0] as const })

const shown = (rows: Parameters<typeof listHardware>[0]) =>
  listHardware(rows).map((item) => [
    item.platform,
    item.hardware,
    item.build_status_summary.PASS,
    item.boot_status_summary.PASS,
    item.test_status_summary.PASS,
  ])

describe('listHardware', () => {
  it('sums what a platform has of each kind; a test without path is a test', () => {
    const rows = [
      counted('c1', 'p', null, 'B', 2),
      counted('c1', 'p', ['b', 'a'], 'b', 3),
      counted('c1', 'p', ['b', 'a'], 't', 5),
      counted('c1', 'p', ['b', 'a'], 'n', 7),
      counted('c2', 'p', null, 'B', 1),
      counted('c2', 'p', ['a', 'b', 'a'], 't', 1),
    ]
    expect(shown(rows)).toEqual([['p', ['a', 'b'], 3, 3, 13]])
  })

  it('puts all but PASS and FAIL into one bucket', () => {
    const row = counted('c1', 'p', null, 't')
    const [item] = listHardware([
      { ...row, counts: [1, 20, 300, 4000, 50_000, 600_000, 7_000_000] },
    ])
    expect(item?.test_status_summary).toEqual({ PASS: 20, FAIL: 300, INCONCLUSIVE: 7_654_001 })
  })

  it('lists a platform once for each set of compatibles that a checkout has on it', () => {
    const rows = [
      counted('c1', 'p', ['b'], 't'),
      counted('c1', 'p', ['a'], 't'),
      counted('c2', 'p', ['a', 'b'], 't'),
      counted('c3', 'p', ['b'], 't'),
      counted('c4', 'p', [], 't'),
      counted('c5', 'p', null, 't'),
      counted('c6', 'p', null, 't'),
      counted('c6', 'p', ['b'], 't'),
    ]
    expect(shown(rows)).toEqual([
      ['p', [], 0, 0, 1],
      ['p', ['a', 'b'], 0, 0, 3],
      ['p', ['b'], 0, 0, 3],
      ['p', null, 0, 0, 1],
    ])
  })

  it('keeps compatibles apart that look alike when they are joined', () => {
    const rows = [['a,b'], ['a', 'b'], ['a'], ['']].map((compatible, n) =>
      counted(`c${n}`, 'p', compatible, 't'),
    )
    expect(shown(rows).map(([, hardware]) => hardware)).toEqual([[''], ['a'], ['a', 'b'], ['a,b']])
  })

  it('sorts by code point, names of objects among them', () => {
    const rows = ['\u{1f600}', '\uff00', '__proto__', 'B', 'a'].map((platform) =>
      counted('c', platform, null, 'B'),
    )
    const platforms = shown(rows).map(([platform]) => platform)
    expect(platforms).toEqual(['B', '__proto__', 'a', '\uff00', '\u{1f600}'])
  })
})
