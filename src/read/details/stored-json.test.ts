import { describe, expect, it } from 'vitest'
import { parseExactly } from '../../platform/json/exact-json.ts'
import { shownEnvironment, shownMisc } from './stored-json.ts'

describe('shownMisc', () => {
  it.each([
    ['{"lab":"x"}', '{"platform":"Unknown","lab":"x"}'],
    ['{"platform":null}', '{"platform":null}'],
    ['{"big":12345678901234567890}', '{"platform":"Unknown","big":12345678901234567890}'],
    ['{"__proto__":1}', '{"platform":"Unknown","__proto__":1}'],
    ['null', 'null'],
    ['[1]', 'null'],
    ['"text"', 'null'],
    ['12345678901234567890', 'null'],
  ])('shows %s as %s', (stored, shown) => {
    expect(JSON.stringify(shownMisc(parseExactly(stored)))).toBe(shown)
  })
})

describe('shownEnvironment', () => {
  it('always has a platform that is a text', () => {
    expect(shownEnvironment({ platform: 7, job: 1 }, null)).toEqual({ platform: 'Unknown', job: 1 })
    expect(shownEnvironment({ platform: 'juno' }, 'juno')).toEqual({ platform: 'juno' })
    expect(shownEnvironment(['x'], null)).toEqual({ platform: 'Unknown' })
    expect(shownEnvironment(undefined, 'juno')).toEqual({ platform: 'juno' })
  })
})
