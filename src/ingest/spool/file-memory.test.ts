import { expect, test } from 'vitest'
import { FileMemory } from './file-memory.ts'
import type { SpoolFile } from './spool-file.ts'

const file = (name: string, size = 10): SpoolFile => ({ name, size, modifiedMs: 0 })

test('knows a file for as long as its content is the same', () => {
  const memory = new FileMemory<number>()
  memory.set(file('a'), 1)
  expect(memory.get(file('a'))).toBe(1)
  expect(memory.get(file('b'))).toBeUndefined()
  expect(memory.get(file('a', 11))).toBeUndefined()
  expect(memory.get(file('a'))).toBeUndefined()
  expect(memory.size).toBe(0)
})

test('forgets what looks at the spool do not find any more', () => {
  const memory = new FileMemory<number>()
  for (const name of ['a', 'b']) memory.set(file(name), 1)
  memory.endLook() // they may have been set after the look had passed them
  memory.get(file('a'))
  memory.set(file('c'), 1)
  memory.endLook()
  expect(memory.oldest(9)).toEqual([file('a'), file('c')])
})

test('tells first what was set first, and last what was set again', () => {
  const memory = new FileMemory<number>()
  for (const name of ['a', 'b', 'c', 'a']) memory.set(file(name), 1)
  expect(memory.oldest(2)).toEqual([file('b'), file('c')])
  expect(memory.delete(file('b'))).toBe(true)
  expect(memory.delete(file('b'))).toBe(false)
  expect(memory.oldest(2)).toEqual([file('c'), file('a')])
})
