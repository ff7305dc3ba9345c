import fc from 'fast-check'
import { expect, it } from 'vitest'
import { arbitraryRequest } from './arbitrary-request.ts'
import type { OpenApi } from './openapi.ts'

const text = { type: 'string' }
const document: OpenApi = {
  paths: {
    '/a/{name}/b': {
      get: {
        operationId: 'get',
        parameters: [
          { name: 'name', in: 'path', required: true, schema: text },
          { name: 'days', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 9 } },
          {
            name: 'filter_status',
            in: 'query',
            schema: { type: 'array', items: { enum: ['PASS'] } },
          },
        ],
        responses: {},
      },
    },
    '/c': {
      post: {
        operationId: 'post',
        requestBody: {
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Choice' } } },
        },
        responses: {},
      },
    },
  },
  components: {
    schemas: {
      Choice: {
        type: 'object',
        properties: {
          origin: { type: 'string' },
          limits: { type: 'object', additionalProperties: { type: 'array', items: text } },
          full: { anyOf: [{ type: 'boolean' }, { type: 'number', maximum: 5 }] },
          pair: {
            type: 'array',
            items: { anyOf: [{ type: 'string', enum: ['left'] }, { type: 'integer' }] },
            minItems: 2,
            maxItems: 2,
          },
        },
        required: ['origin'],
      },
    },
  },
}
const requests = fc.sample(arbitraryRequest(document, [{ name: ['n n'], origin: ['maestro'] }]), {
  numRuns: 2_000,
  seed: 1,
})
const targets = requests.map(({ target }) => target)
const bodies = requests.map(({ body }) => body).filter((body) => body !== null)

it.each([
  ['values that exist', '/a/n%20n/b'],
  ['bounds and what lies beyond', 'days=10'],
  ['words', 'filter_status=PASS'],
  ['operators', 'filter_status_%5Bgte%5D='],
  ['hostile texts', '__proto__'],
  ['broken escapes', '%ED%A0%80'],
])('asks with %s', (_, part) => {
  expect(targets.some((target) => target.includes(part))).toBe(true)
})

it('repeats parameters', () => {
  expect(targets.some((target) => /days=.*&days=/.test(target))).toBe(true)
})

it('sends targets that a client can send', () => {
  for (const target of targets) expect(target).toMatch(/^\/[\x21-\x7E]*$/)
})

it('sends bodies as described, and others', () => {
  const whole = /^\{.*"origin":"maestro".*"limits":\{.*"full":(?:true|false|\d)/
  expect(bodies.some((body) => whole.test(body))).toBe(true)
  expect(bodies.some((body) => /"pair":\["left",-?\d+\]/.test(body))).toBe(true)
  expect(bodies).toEqual(expect.arrayContaining(['null', '{', '[]']))
  expect(bodies.some((body) => body.length > 100_000)).toBe(true)
})
