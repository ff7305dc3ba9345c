import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type StatusName, statusNames } from '../status.ts'
import { changeOfTest, regressionType } from './regression-type.ts'

/** Newest first, as a text. */
function runs(text: string): [StatusName, StatusName[]] {
  const [newest = 'NULL', ...older] = text.split(' ') as StatusName[]
  return [newest, older]
}

describe('regressionType', () => {
  // the examples of api-misc.md 5.3
  it.each([
    ['PASS PASS', 'pass'],
    ['PASS', 'pass'],
    ['FAIL', 'fail'],
    ['FAIL FAIL', 'fail'],
    ['FAIL FAIL PASS', 'regression'],
    ['FAIL PASS PASS', 'regression'],
    ['PASS FAIL FAIL', 'fixed'],
    ['FAIL PASS PASS FAIL', 'unstable'],
    ['PASS FAIL PASS', 'unstable'],
    ['PASS NULL', 'unstable'],
    ['FAIL PASS SKIP', 'unstable'],
    ['NULL', 'unstable'],
    ['ERROR PASS', 'unstable'],
    ['MISS MISS', 'unstable'],
  ])('%s: %s', (text, type) => {
    expect(regressionType(...runs(text))).toBe(type)
  })

  it('goes by where the statuses change, and by nothing else', () => {
    const property = fc.property(anyRuns, ([newest, ...older]) => {
      const all = [newest, ...older]
      const blocks = all.filter((status, at) => at === 0 || status !== all[at - 1])
      const isUnstable = blocks.length > 2 || all.some((status) => !conclusive.has(status))
      const byBlocks = new Map([
        ['PASS', 'pass'],
        ['FAIL', 'fail'],
        ['PASS FAIL', 'fixed'],
        ['FAIL PASS', 'regression'],
      ])
      const expected = isUnstable ? 'unstable' : byBlocks.get(blocks.join(' '))
      expect(regressionType(newest, older)).toBe(expected)
    })
    fc.assert(property, { numRuns: 1000 })
  })
})

describe('changeOfTest', () => {
  // the examples of notifications.md 2.8
  it.each([
    ['FAIL PASS PASS', 'regression'],
    ['FAIL FAIL PASS', 'regression'],
    ['PASS FAIL', 'fixed'],
    ['FAIL PASS FAIL', 'unstable'],
    ['FAIL SKIP PASS', 'unstable'],
    ['NULL PASS', 'unstable'],
    ['SKIP ERROR', 'unstable'],
    ['PASS PASS', null],
    ['FAIL FAIL', null],
    ['SKIP SKIP', null],
    ['FAIL', null],
    ['NULL', null],
  ])('%s: %s', (text, change) => {
    expect(changeOfTest(...runs(text))).toBe(change)
  })

  it('is the type of the history wherever the runs do not all agree', () => {
    const property = fc.property(anyRuns, ([newest, ...older]) => {
      const agree = new Set([newest, ...older]).size === 1
      const change = agree ? null : regressionType(newest, older)
      expect(changeOfTest(newest, older)).toBe(change)
    })
    fc.assert(property)
  })
})

const conclusive = new Set<StatusName>(['PASS', 'FAIL'])
const status = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom<StatusName>('PASS', 'FAIL') },
  { weight: 1, arbitrary: fc.constantFrom(...statusNames) },
)
const anyRuns = fc.array(status, { minLength: 1, maxLength: 8 }) as fc.Arbitrary<
  [StatusName, ...StatusName[]]
>
