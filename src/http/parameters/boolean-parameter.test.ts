import { describe, expect, it } from 'vitest'
import { booleanParameter } from './boolean-parameter.ts'

describe('booleanParameter', () => {
  const parameter = booleanParameter('x')

  it.each(['1', 'true', 'T', 'yes', 'Y', 'ON'])('%s is true', (word) => {
    expect(parameter.parse(word)).toBe(true)
  })

  it.each([undefined, '0', 'FALSE', 'f', 'no', 'n', 'off'])('%s is false', (word) => {
    expect(parameter.parse(word)).toBe(false)
  })

  it.each(['', 'maybe', ' true', '__proto__'])('%j is refused', (word) => {
    expect(parameter.safeParse(word).success).toBe(false)
  })
})
