import { z } from '@hono/zod-openapi'
import { describe, expect, it } from 'vitest'
import { InvalidParameters } from '../errors/parameter-problem.ts'
import { parseBody } from './parse-body.ts'

const schema = z.object({
  origin: z.string().optional(),
  heads: z.array(z.object({ tree: z.string(), hash: z.string() })),
  selected: z.record(z.string(), z.string()),
})
const valid = { heads: [{ tree: 't', hash: 'h' }], selected: { 0: 'head' } }

function problemsOf(body: unknown) {
  try {
    parseBody(schema, body)
  } catch (error) {
    if (error instanceof InvalidParameters) return error.problems
    throw error
  }
  return []
}

/** The records of hardware.md 1.2. */
describe('parseBody', () => {
  it('gives what the schema makes of a body, and leaves out what it does not know', () => {
    expect(parseBody(schema, { ...valid, unknown: 1 })).toEqual(valid)
  })

  it('shows what a missing member is missing from', () => {
    expect(problemsOf({})).toEqual([
      { type: 'missing', loc: ['heads'], msg: 'Field required', input: {} },
      { type: 'missing', loc: ['selected'], msg: 'Field required', input: {} },
    ])
    const heads = [{ tree: 't', hash: 'h' }, { tree: 't' }]
    expect(problemsOf({ ...valid, heads })).toEqual([
      { type: 'missing', loc: ['heads', 1, 'hash'], msg: 'Field required', input: { tree: 't' } },
    ])
  })

  it.each([
    [{ origin: null }, ['origin'], 'string_type', 'Input should be a valid string', null],
    [{ heads: {} }, ['heads'], 'list_type', 'Input should be a valid list', {}],
    [{ heads: [7] }, ['heads', 0], 'dict_type', 'Input should be a valid dictionary', 7],
    [{ selected: [] }, ['selected'], 'dict_type', 'Input should be a valid dictionary', []],
    [
      { selected: { 0: null } },
      ['selected', '0'],
      'string_type',
      'Input should be a valid string',
      null,
    ],
  ])('reports %j', (members, loc, type, msg, input) => {
    expect(problemsOf({ ...valid, ...members })).toEqual([{ type, loc, msg, input }])
  })

  it('shows the beginning of what is long', () => {
    const message = (body: object) => {
      try {
        return parseBody(schema, body)
      } catch (error) {
        return error instanceof InvalidParameters ? JSON.parse(error.message) : error
      }
    }
    const selected = { a: 'b'.repeat(9_992) }
    expect(message({ ...valid, heads: [selected] })).toMatchObject([{ input: selected }, {}])
    const long = `${JSON.stringify({ a: 'b'.repeat(10_000) }).slice(0, 10_000)}…`
    const heads = [{ a: 'b'.repeat(1_000_000) }]
    expect(message({ ...valid, heads })).toMatchObject([{ input: long }, { input: long }])
  })

  it('reports a hundred problems at most', () => {
    const heads = Array.from({ length: 1000 }, () => ({}))
    expect(problemsOf({ ...valid, heads })).toHaveLength(100)
  })
})
