import { describe, expect, it } from 'vitest'
import { listHardware } from './listing.ts'

const passed = (PASS: number) => ({ PASS, FAIL: 10 * PASS, INCONCLUSIVE: 100 * PASS })

/** What ran on a platform: one build, two boots, and some tests. */
const counted = (platform: string, compatibleLists: (string[] | null)[], tests = 1) => ({
  platform,
  compatibleLists,
  builds: passed(1),
  boots: passed(2),
  tests: passed(tests),
})

const shown = (...rows: ReturnType<typeof counted>[]) =>
  listHardware(rows).map((item) => [item.platform, item.hardware, item.test_status_summary.PASS])

describe('listHardware', () => {
  it('adds up what was counted on the same hardware', () => {
    const rows = [counted('p', [['b', 'a'], null], 3), counted('p', [['a'], ['b', 'a', 'a']], 4)]
    expect(listHardware(rows)).toEqual([
      {
        hardware: ['a', 'b'],
        platform: 'p',
        test_status_summary: passed(7),
        boot_status_summary: passed(4),
        build_status_summary: passed(2),
      },
    ])
  })

  it('lists a platform once for each set of compatibles, null last', () => {
    const rows = [
      counted('p', [null, null], 1),
      counted('p', [['b']], 2),
      counted('p', [['a'], ['b']], 4),
      counted('p', [['b'], null, []], 8),
      counted('p', [[]], 16),
    ]
    expect(shown(...rows)).toEqual([
      ['p', [], 16],
      ['p', ['a', 'b'], 4],
      ['p', ['b'], 10],
      ['p', null, 1],
    ])
  })

  it('keeps compatibles apart that look alike when they are joined', () => {
    const lists = [[''], ['a'], ['a', 'b'], ['a,b']]
    for (const order of [lists, lists.toReversed()]) {
      const rows = order.map((compatible) => counted('p', [compatible]))
      expect(shown(...rows).map(([, hardware]) => hardware)).toEqual(lists)
    }
  })

  it('sorts by code point, names of objects among them', () => {
    const rows = ['\u{1f600}', '\uff00', '__proto__', 'B', 'a'].map((name) => counted(name, [null]))
    const platforms = shown(...rows).map(([platform]) => platform)
    expect(platforms).toEqual(['B', '__proto__', 'a', '\uff00', '\u{1f600}'])
  })
})
