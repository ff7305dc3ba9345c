import { describe, expect, it } from 'vitest'
import type { Bucket } from './bucket.ts'
import { changeOf, countChanges, isListed } from './change.ts'

const pair = (text: string) => {
  const [a = null, b = null] = text
    .split(' ')
    .map((word) => (word === '-' ? null : (word as Bucket)))
  return { a, b }
}

describe('changeOf', () => {
  it.each([
    ['PASS FAIL', 'regression'],
    ['PASS INCONCLUSIVE', null],
    ['PASS PASS', null],
    ['PASS -', 'disappeared'],
    ['FAIL PASS', 'fixed'],
    ['FAIL INCONCLUSIVE', 'fixed'],
    ['FAIL FAIL', 'stillFailing'],
    ['FAIL -', 'disappeared'],
    ['INCONCLUSIVE FAIL', 'newFailure'],
    ['INCONCLUSIVE PASS', 'newPass'],
    ['INCONCLUSIVE INCONCLUSIVE', null],
    ['INCONCLUSIVE -', 'disappeared'],
    ['- FAIL', 'newFailure'],
    ['- PASS', 'newPass'],
    ['- INCONCLUSIVE', 'appeared'],
    ['- -', null],
  ])('%s: %s', (text, change) => {
    expect(changeOf(pair(text))).toBe(change)
  })

  it('is what countChanges counts', () => {
    const changes = countChanges(['PASS FAIL', 'PASS FAIL', 'PASS PASS', '- PASS'].map(pair))
    expect(changes).toEqual({
      regression: 2,
      fixed: 0,
      newFailure: 0,
      stillFailing: 0,
      newPass: 1,
      appeared: 0,
      disappeared: 0,
    })
  })
})

describe('isListed', () => {
  it.each([
    ['PASS FAIL', [], true],
    ['PASS PASS', [], false],
    ['INCONCLUSIVE INCONCLUSIVE', [], false],
    ['FAIL FAIL', [], true],
    ['- PASS', [], true],
    ['PASS FAIL', ['FAIL'], true],
    ['PASS FAIL', ['INCONCLUSIVE'], false],
    ['PASS -', ['INCONCLUSIVE'], false],
  ] as const)('%s under %s: %s', (text, wanted, listed) => {
    expect(isListed(pair(text), new Set(wanted))).toBe(listed)
  })
})
