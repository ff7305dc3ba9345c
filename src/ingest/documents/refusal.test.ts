import { expect, it } from 'vitest'
import { refuse } from './refusal.ts'

it('reports the first 20 faults and names the first in the message', () => {
  const faults = Array.from({ length: 30 }, (_, index) => ({
    pointer: `/a/${index}`,
    message: 'is x',
  }))
  const refusal = refuse('invalid_document', 'The document is not valid', faults, ['o'])
  expect(refusal).toEqual({
    code: 'invalid_document',
    message: 'The document is not valid: /a/0 is x',
    faults: faults.slice(0, 20),
    origins: ['o'],
  })
})

it('is bounded however long the names of a submitter are', () => {
  const long = '😀'.repeat(100_000)
  const refusal = refuse('invalid_document', 'x', [{ pointer: `/${long}`, message: long }])
  expect(JSON.stringify(refusal).length).toBeLessThan(5000)
})

it('is one line that no terminal obeys, while pointers stay exact', () => {
  const pointer = '/tests/0/misc/\u001b[2J\nforged\u202e'
  const { message, faults } = refuse('nul_character', 'x', [{ pointer, message: 'is y' }])
  expect(message).toBe('x: /tests/0/misc/\\u001b[2J\\u000aforged\\u202e is y')
  expect(faults[0]?.pointer).toBe(pointer)
})
