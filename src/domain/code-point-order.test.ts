import { describe, expect, it } from 'vitest'
import { compareByCodePoint, sortedTexts } from './code-point-order.ts'

describe('sortedTexts', () => {
  it('puts characters beyond the basic plane last, where plain sort does not', () => {
    const texts = ['\u{1F600}', '\uFF00', 'z', 'Z', '']
    expect(sortedTexts(texts)).toEqual(['', 'Z', 'z', '\uFF00', '\u{1F600}'])
    expect(texts.toSorted()).not.toEqual(sortedTexts(texts))
  })

  it('gives each text once', () => {
    expect(sortedTexts(['b', 'a', 'b'])).toEqual(['a', 'b'])
  })
})

describe('compareByCodePoint', () => {
  it('orders a prefix before the longer text', () => {
    expect(compareByCodePoint('arm', 'arm64')).toBeLessThan(0)
  })

  it('tells apart characters that share their first half', () => {
    expect(compareByCodePoint('\u{1F600}', '\u{1F601}')).toBeLessThan(0)
  })
})
