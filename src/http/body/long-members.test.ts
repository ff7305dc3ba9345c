import { z } from '@hono/zod-openapi'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidParameters } from '../errors/parameter-problem.ts'
import { listOf, textsByName } from './long-members.ts'
import { mostProblems, parseBody } from './parse-body.ts'

/** What a schema makes of a body, or the problems that are told. */
function told(schema: z.ZodType, body: unknown): unknown {
  try {
    return parseBody(schema, body)
  } catch (error) {
    if (error instanceof InvalidParameters) return error.problems
    throw error
  }
}

const json = fc.jsonValue({ maxDepth: 3 })

describe('a list', () => {
  const head = z.object({ tree: z.string(), hash: z.string() })
  const ours = z.object({ heads: listOf(head) })
  const anyHead = fc.oneof(fc.record({ tree: fc.string(), hash: fc.string() }), json)

  it('is read, and its problems told, as by zod', () => {
    const zods = z.object({ heads: z.array(head) })
    const anyBody = fc.oneof(fc.record({ heads: fc.array(anyHead) }), fc.record({ heads: json }))
    fc.assert(
      fc.property(fc.oneof(anyBody, fc.constant({})), (body) => {
        expect(told(ours, body)).toEqual(told(zods, body))
      }),
    )
  })

  it('is looked at no further than problems are told', () => {
    let looked = 0
    const wrong = z.unknown().transform((_, context) => {
      looked += 1
      context.addIssue('wrong')
      return z.NEVER
    })
    const body = { heads: Array.from({ length: 10_000 }, () => 0) }
    expect(told(z.object({ heads: listOf(wrong) }), body)).toHaveLength(mostProblems)
    expect(looked).toBe(mostProblems)
  })
})

describe('texts by names', () => {
  const ours = z.object({ selected: textsByName })

  it('are read, and their problems told, as by zod', () => {
    const zods = z.object({ selected: z.record(z.string(), z.string()) })
    // of that name zod says nothing
    const name = fc.string().filter((one) => one !== '__proto__')
    const value = json.filter((one) => !Object.hasOwn(Object(one), '__proto__'))
    const anySelection = fc.oneof(fc.dictionary(name, fc.oneof(fc.string(), json)), value)
    fc.assert(
      fc.property(fc.record({ selected: anySelection }), (body) => {
        expect(told(ours, body)).toEqual(told(zods, body))
      }),
    )
    expect(told(ours, {})).toEqual(told(zods, {}))
  })

  it('may be called anything', () => {
    const body = JSON.parse('{"selected":{"__proto__":"head","constructor":"h"}}') as object
    expect(JSON.stringify(told(ours, body))).toBe(JSON.stringify(body))
  })

  it('tell a hundred problems, of however many', () => {
    const selected = Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [n, n]))
    expect(told(ours, { selected })).toHaveLength(mostProblems)
    const issues = ours.safeParse({ selected }).error?.issues
    expect(issues).toHaveLength(mostProblems)
  })
})
