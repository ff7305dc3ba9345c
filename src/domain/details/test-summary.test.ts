import { describe, expect, it } from 'vitest'
import type { TestCell } from '../test-cell.ts'
import type { TestDimensions } from '../test-dimensions.ts'
import { bareBuild, bareDimensions } from '../testing/bare-build.ts'
import { accountEarliestIssues, countUnknownIssues } from './counted-issues.ts'
import { countTests } from './test-summary.ts'

const build = bareBuild({ architecture: 'arm64', compiler: 'gcc-12', platform: 'kubernetes' })
const cell = (
  counts: Partial<Record<'NULL' | 'PASS' | 'FAIL' | 'ERROR', number>>,
  dimensions: Partial<TestDimensions> = {},
  issue: TestCell['issue'] = null,
): TestCell => ({
  build,
  dimensions: bareDimensions(dimensions),
  issue,
  counts: [counts.NULL ?? 0, counts.PASS ?? 0, counts.FAIL ?? 0, 0, counts.ERROR ?? 0, 0, 0],
})
const anyStatus = new Set<string>()

describe('countTests', () => {
  it('counts what the status filter names and leaves out rows without it', () => {
    const cells = [cell({ PASS: 3, FAIL: 2 }), cell({ PASS: 1 }, { lab: 'lava' })]
    const counts = countTests(cells, new Set(['FAIL']), 'counted')
    expect(counts.status).toMatchObject({ PASS: 0, FAIL: 2 })
    expect(counts.labs).toMatchObject({ Unknown: { FAIL: 2 } })
    expect(counts.architectures).toMatchObject([{ arch: 'arm64', compiler: 'gcc-12' }])
    expect(counts.configs).toMatchObject({ Unknown: { FAIL: 2 } })
    expect(counts.environment_misc).toEqual({ juno: { FAIL: 2 } })
  })

  const platforms = [
    cell({ FAIL: 1 }, { platform: null }),
    cell({ ERROR: 1 }, { platform: 'rpi', compatible: ['rpi', 'arm'] }),
    cell({ PASS: 1 }, { platform: 'juno', compatible: ['arm,juno'] }),
  ]

  it('names hardware as the summary route does (trees.md 6.6)', () => {
    const counts = countTests(platforms, anyStatus, 'counted')
    expect(counts.environment_misc).toEqual({ null: { FAIL: 1 }, rpi: { ERROR: 1 } })
    expect(counts.environment_compatible).toEqual({ 'arm,juno': { PASS: 1 } })
    expect(counts.failed_platforms).toEqual(['rpi', null])
  })

  it('names hardware as full does (trees.md 6.5)', () => {
    const counts = countTests(platforms, anyStatus, 'itemised')
    expect(counts.environment_misc).toEqual({ Unknown: { FAIL: 1 } })
    expect(counts.environment_compatible).toEqual({ 'arm,juno': { PASS: 1 }, rpi: { ERROR: 1 } })
    expect(counts.failed_platforms).toEqual(['Unknown', 'rpi'])
  })

  it('keeps names that are members of every object', () => {
    const counts = countTests([cell({ PASS: 1 }, { lab: '__proto__' })], anyStatus, 'counted')
    expect(JSON.stringify(counts.labs)).toMatch(/^\{"__proto__":\{"PASS":1/)
  })
})

describe('accountEarliestIssues', () => {
  const issue = { id: 'i', version: 1 }

  it('counts failing statuses and lists issues that only others show (trees.md O5)', () => {
    const account = accountEarliestIssues([
      cell({ PASS: 4, FAIL: 2, ERROR: 1 }, {}, issue),
      cell({ FAIL: 1 }, { lab: 'x' }, issue),
      cell({ PASS: 1 }, {}, { id: 'j', version: 0 }),
      cell({ FAIL: 9 }),
    ])
    expect(account.get('i,1')?.incidents).toMatchObject({ PASS: 0, FAIL: 3, ERROR: 1 })
    expect(account.get('j,0')?.incidents).toMatchObject({ PASS: 0, FAIL: 0 })
    expect(account.size).toBe(2)
  })

  it('counts failures without issue as unknown, unless another status is asked for', () => {
    const cells = [cell({ FAIL: 2, ERROR: 5 }), cell({ FAIL: 1 }, {}, issue)]
    expect(countUnknownIssues(cells, anyStatus)).toBe(2)
    expect(countUnknownIssues(cells, new Set(['ERROR']))).toBe(0)
  })
})
