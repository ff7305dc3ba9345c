import { z } from '@hono/zod-openapi'
import { describe, expect, it } from 'vitest'
import { InvalidParameters } from '../errors/parameter-problem.ts'
import { bodyWindow, windowMembers } from './body-window.ts'
import { parseBody } from './parse-body.ts'

const schema = z.object(windowMembers)
const windowOf = (start: unknown, end: unknown) =>
  bodyWindow(parseBody(schema, { startTimestampInSeconds: start, endTimestampInSeconds: end }))

/** hardware.md 4.1, 4.2. */
describe('the window of a body', () => {
  it.each([
    [1741192200, '1741192200', '2025-03-05T16:30:00Z'],
    [1741192200.0, ' 1741192200 ', '2025-03-05T16:30:00Z'],
    [true, '1', '1970-01-01T00:00:01Z'],
    [false, '-0', '1970-01-01T00:00:00Z'],
    [-62135596800, '-62135596800', '0001-01-01T00:00:00Z'],
    [253402300799, '253402300799', '9999-12-31T23:59:59Z'],
  ])('reads %j as it reads %j', (start, end, instant) => {
    expect(windowOf(start, end)).toEqual({ from: instant, until: instant })
  })

  it.each(['', 'abc', '12.5', '1e9', 253402300800, -62135596801, 1e15, 1e20, '9'.repeat(400)])(
    'says that %j is no Unix time',
    (value) => {
      for (const [start, end] of [
        [value, 0],
        [0, value],
      ]) {
        expect(() => windowOf(start, end)).toThrow(
          'startTimestampInSeconds and endTimestampInSeconds must be a Unix Timestamp',
        )
      }
    },
  )

  it.each([
    [null, 'int_type', 'Input should be a valid integer'],
    [[1], 'int_type', 'Input should be a valid integer'],
    [
      12.5,
      'int_from_float',
      'Input should be a valid integer, got a number with a fractional part',
    ],
  ])('reports %j as neither text nor integer', (input, type, msg) => {
    const place = 'startTimestampInSeconds'
    expect(problemsOf(input)).toEqual([
      { type: 'string_type', loc: [place, 'str'], msg: 'Input should be a valid string', input },
      { type, loc: [place, 'int'], msg, input },
    ])
  })

  it('reports one that is missing once', () => {
    expect(problemsOf(undefined)).toEqual([
      expect.objectContaining({ type: 'missing', loc: ['startTimestampInSeconds'] }),
    ])
  })
})

function problemsOf(start: unknown) {
  const body = { startTimestampInSeconds: start, endTimestampInSeconds: 0 }
  try {
    return parseBody(schema, JSON.parse(JSON.stringify(body)))
  } catch (error) {
    if (error instanceof InvalidParameters) return error.problems
    throw error
  }
}
