import { describe, expect, it } from 'vitest'
import { unpackNumbers } from './packed-numbers.ts'

describe('unpackNumbers', () => {
  it('gives the numbers of each row, up to the greatest and down to the least', () => {
    const packed = Buffer.from('0000000100000002ffffffff7fffffff8000000000000000', 'hex')
    expect(unpackNumbers(packed, 2)).toEqual([
      [1, 2],
      [-1, 2 ** 31 - 1],
      [-(2 ** 31), 0],
    ])
    expect(unpackNumbers(packed, 3)).toHaveLength(2)
  })

  it('has none where there was no row', () => {
    expect(unpackNumbers(null, 2)).toEqual([])
  })
})
