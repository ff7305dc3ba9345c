import { expect, it } from 'vitest'
import { answerFaults } from './answer-faults.ts'
import type { OpenApi } from './openapi.ts'

const schema = { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] }
const json = { 'application/json': { schema } }
const document: OpenApi = {
  paths: {
    '/x': {
      get: {
        operationId: 'x',
        responses: {
          200: {
            content: { ...json, 'text/csv': { schema: {} } },
            headers: { 'X-Is': { $ref: '#/components/headers/Is' }, 'X-May-Be': {} },
          },
          400: { $ref: '#/components/responses/Bad' },
        },
      },
    },
  },
  components: {
    schemas: {},
    responses: { Bad: { content: json, headers: { 'X-Error-Code': { required: true } } } },
    headers: { Is: { required: true } },
  },
}
const faultOf = answerFaults(document)

function answer(status: number, text: string, headers: Record<string, string> = {}) {
  const usual = { 'content-type': 'application/json', ...(status === 200 && { 'x-is': '1' }) }
  return { status, text, headers: new Headers({ ...usual, ...headers }) }
}
const coded = { 'x-error-code': 'c' }
const x = { method: 'GET', operationId: 'x' }

it.each([
  [answer(200, '{"n":1}'), x],
  [answer(200, '{"n":1}', { 'x-may-be': '1', vary: 'origin' }), x],
  [answer(200, 'a,b', { 'content-type': 'text/csv; charset=utf-8' }), x],
  [answer(400, '{"n":1}', coded), x],
  [answer(404, '', coded), { ...x, operationId: undefined }],
  [answer(405, '', coded), { ...x, method: 'PUT' }],
  [answer(200, ''), { ...x, method: 'HEAD' }],
  [answer(403, '', coded), { ...x, method: 'HEAD' }],
])('takes %j', (given, asked) => {
  expect(faultOf(given, asked)).toBeNull()
})

it.each([
  [answer(500, 'broken', coded), x],
  [answer(499, 'too late', coded), x],
  [answer(400, '{"n":1}'), x],
  [answer(404, '{"n":1}', coded), x],
  [answer(200, '{"n":1}', { 'x-nobody-knows': '1' }), x],
  [{ ...answer(200, '{"n":1}'), headers: new Headers({ 'content-type': 'application/json' }) }, x],
  [answer(200, '{"n":"1"}'), x],
  [answer(200, '{"n":1,"m":2}'), x],
  [answer(400, '{}', coded), x],
  [answer(200, '<p>', { 'content-type': 'text/html' }), x],
  [answer(200, '{"n":1}'), { ...x, method: 'HEAD' }],
  [answer(503, '', coded), { ...x, operationId: undefined }],
  [answer(409, '', coded), { ...x, operationId: undefined }],
])('finds fault with %j', (given, asked) => {
  expect(faultOf(given, asked)).toEqual(expect.any(String))
})
