import { describe, expect, it } from 'vitest'
import { integerParameter, parseInteger } from './integer-parameter.ts'

describe('parseInteger', () => {
  it.each([
    ['7', 7],
    [' 7 ', 7],
    ['+7', 7],
    ['-7', -7],
    ['7.0', 7],
    ['7.000', 7],
    ['1_000', 1000],
    ['007', 7],
  ])('%j is %i', (text, value) => {
    expect(parseInteger(text)).toBe(value)
  })

  it.each(['', ' ', '7.', '7.5', '7e1', 'null', '1__0', '_1', '1_', '0x7', '٧', '- 7'])(
    '%j is no integer',
    (text) => {
      expect(parseInteger(text)).toBeNull()
    },
  )
})

describe('integerParameter', () => {
  const parameter = integerParameter(7, { greaterThan: 0, atMost: 100 }, 'x')
  const problemType = (value: unknown) =>
    parameter.safeParse(value).error?.issues.map((issue) => 'params' in issue && issue.params)

  it('has a default, and takes the last of several values', () => {
    expect(parameter.parse(undefined)).toBe(7)
    expect(parameter.parse(['x', '9'])).toBe(9)
  })

  it.each([
    ['abc', 'int_parsing'],
    ['', 'int_parsing'],
    ['0', 'greater_than'],
    ['-3', 'greater_than'],
    ['101', 'less_than_equal'],
    ['9'.repeat(400), 'less_than_equal'],
  ])('%s is refused as %s', (value, type) => {
    expect(problemType(value)).toEqual([expect.objectContaining({ type, input: value })])
  })
})
