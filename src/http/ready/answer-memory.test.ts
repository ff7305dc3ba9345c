import fc from 'fast-check'
import { expect, it } from 'vitest'
import { AnswerMemory } from './answer-memory.ts'
import { newAnswer } from './ready-answer.ts'

const answerOf = (size: number) =>
  newAnswer(Buffer.alloc(size), { headers: [], version: null, scopes: null })

it('lets those go that were used longest ago', () => {
  const memory = new AnswerMemory(100_000)
  for (const key of ['a', 'b', 'c', 'd']) memory.keep(key, answerOf(22_000))
  memory.find('a')
  memory.keep('e', answerOf(22_000))
  expect(['a', 'b', 'c', 'd', 'e'].filter((key) => memory.find(key) !== undefined)).toEqual([
    'a',
    'c',
    'd',
    'e',
  ])
})

it('does not let one answer drive out all others', () => {
  const memory = new AnswerMemory(100_000)
  memory.keep('small', answerOf(100))
  memory.keep('huge', answerOf(90_000))
  expect(memory.find('huge')).toBeUndefined()
  expect(memory.find('small')).toBeDefined()
})

it('never holds more than it may, and knows how much it holds', () => {
  const steps = fc.array(fc.tuple(fc.nat(9), fc.nat(40_000)), { maxLength: 50 })
  fc.assert(
    fc.property(steps, (sizes) => {
      const memory = new AnswerMemory(100_000)
      for (const [key, size] of sizes) {
        memory.keep(String(key), answerOf(size))
        expect(memory.bytes).toBeLessThanOrEqual(100_000)
      }
      for (let key = 0; key < 10; key += 1) memory.forget(String(key))
      expect([memory.bytes, memory.size]).toEqual([0, 0])
    }),
  )
})
