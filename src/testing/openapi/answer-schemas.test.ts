import { expect, it } from 'vitest'
import { answerSchemas } from './answer-schemas.ts'
import type { OpenApi } from './openapi.ts'

const count = { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] }
const more = { type: 'object', properties: { tags: { type: 'array', items: { type: 'string' } } } }
const answer = {
  type: 'object',
  properties: {
    at: { type: 'string', format: 'date-time', nullable: true },
    any: { nullable: true, description: 'JSON' },
    counted: { allOf: [{ $ref: '#/components/schemas/Count' }, more] },
  },
  required: ['at', 'counted'],
}
const error = { type: 'object', properties: { error: { type: 'string' } }, required: ['error'] }
const schema = { anyOf: [answer, { $ref: '#/components/schemas/Error' }] }
const document: OpenApi = {
  paths: {
    '/x': {
      get: {
        operationId: 'x',
        responses: { 200: { content: { 'application/json': { schema } } } },
      },
    },
  },
  components: { schemas: { Count: count, Error: error } },
}
const check = answerSchemas(document)('x', 200)

it.each([
  [{ error: 'nothing' }],
  [{ at: null, counted: { n: 1 } }],
  [{ at: '2025-07-16T08:45:53.120000Z', any: [null], counted: { n: 1, tags: ['a'] } }],
])('knows %j', (body) => {
  expect(check?.(body)).toBe(true)
})

it.each([
  [{ error: null }],
  [{ error: 'nothing', code: 1 }],
  [{ counted: { n: 1 } }],
  [{ at: '2025-07-16 08:45:53', counted: { n: 1 } }],
  [{ at: null, counted: { n: null } }],
  [{ at: null, counted: { n: 1.5 } }],
  [{ at: null, counted: { n: 1, tags: [1] } }],
  [{ at: null, counted: { n: 1, other: 1 } }],
  [{ at: null, counted: { n: 1 }, other: 1 }],
])('does not know %j', (body) => {
  expect(check?.(body)).toBe(false)
})

it('knows no answer that is not described', () => {
  expect(answerSchemas(document)('x', 404)).toBeUndefined()
})
