import { describe, expect, it } from 'vitest'
import type { HttpFigures, SeriesFigures } from '../../bench/figures/http-figures.ts'
import { growthOf } from './growth.ts'
import { isAsWritten, performancePage } from './page-text.ts'
import { readRuns } from './runs.ts'
import { tableBelow } from './testing/table-below.ts'

const times = { p50: 2, p95: 4, p99: 5, max: 6 }
const speed = { perSecond: 300, times }

function series(name: string, answers: [number, number][] = []): SeriesFigures {
  return {
    operation: name,
    name,
    cold: { one: speed, many: speed, refused: 0, firstByteP95: 3, answers },
    list: null,
    warm: {
      bytes: 400,
      one: speed,
      many: speed,
      ratio: 0.9,
      unchangedRatio: 0.7,
      half: times,
      bareHalf: times,
      clientBusy: 0.4,
    },
  }
}

function run(tests: number, part: string, name: string): HttpFigures {
  const machine = {
    processor: 'some processor',
    processors: 2,
    memoryBytes: 2 ** 34,
    system: 'linux x64',
    node: 'v24.0.0',
  }
  return {
    kind: 'http',
    at: '2026-11-29T12:00:00Z',
    machine,
    postgresql: '18.4',
    tests,
    part,
    series: [series(name)],
    framework: [{ name: 'nothing', perSecond: 9000, ratio: 0.4 }],
    ingest: null,
    load: 3,
    peakBytes: 2e8,
  }
}

describe('the page of figures', () => {
  it('joins the parts of a run, sizes side by side', () => {
    const page = performancePage(
      readRuns([run(1e6, '1/1', 'tree'), run(1e5, '2/2', 'hardware'), run(1e5, '1/2', 'tree')]),
    )
    expect(isAsWritten(page)).toBe(true)
    expect(isAsWritten(page.replace('2.0 / 4.0', '1.0 / 4.0'))).toBe(false)
    expect(tableBelow(page, 'Cold')).toEqual([
      ['asked for', '0.1 M', '1 M', '16: a second', 'growth'],
      expect.anything(),
      ['hardware', '2.0 / 4.0', '', '', ''],
      ['tree', '2.0 / 4.0', '2.0 / 4.0', '300', ''],
    ])
  })

  it('is not made when a part is missing, or a file is something else', () => {
    expect(() => readRuns([run(1e5, '1/2', 'tree')])).toThrow('not 1/2,2/2')
    expect(() => readRuns([run(1e5, '1/1', 'tree'), {}])).toThrow('no result')
    expect(() => readRuns([])).toThrow('no result file')
  })
})

it('compares answers of the same size with each other, and no others', () => {
  const small = series(
    'a',
    [2, 2, 2, 2, 2, 2].map((ms, number) => [ms, 100 * 2 ** number]),
  )
  const large = series('a', [
    [3, 100_000],
    ...small.cold.answers.map(([, bytes]): [number, number] => [3, bytes]),
  ])
  expect(growthOf(small, large)).toBe(1.5)
  expect(growthOf(small, series('a', [[3, 100]]))).toBeNull()
})
