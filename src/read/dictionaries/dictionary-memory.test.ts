import { expect, test } from 'vitest'
import { emptyDatabase } from '../../testing/http/app-without-database.ts'
import { DictionaryMemory } from './dictionary-memory.ts'

function memoryOf(most: number) {
  const asked: number[][] = []
  const memory = new DictionaryMemory<string>(most, async (_, ids) => {
    asked.push([...ids])
    return ids.filter((id) => id < 100).map((id) => [id, `row ${id}`] as const)
  })
  return { memory, asked }
}

test('reads what it does not keep, and only that', async () => {
  const { memory, asked } = memoryOf(10)
  const db = emptyDatabase()
  await memory.rows(db, new Set([1, 2]))
  expect(await memory.rows(db, new Set([2, 3]))).toEqual(
    new Map([
      [2, 'row 2'],
      [3, 'row 3'],
    ]),
  )
  expect(asked).toEqual([[1, 2], [3]])
})

test('asks nothing when all is kept or nothing is wanted', async () => {
  const { memory, asked } = memoryOf(10)
  const db = emptyDatabase()
  await memory.rows(db, new Set())
  await memory.rows(db, new Set([1]))
  await memory.rows(db, new Set([1]))
  expect(asked).toEqual([[1]])
})

test('asks again for a row that was not there', async () => {
  const { memory, asked } = memoryOf(10)
  const db = emptyDatabase()
  await memory.rows(db, new Set([100]))
  await memory.rows(db, new Set([100]))
  expect(asked).toEqual([[100], [100]])
})

test('forgets the oldest, but answers them all', async () => {
  const { memory, asked } = memoryOf(2)
  const db = emptyDatabase()
  expect([...(await memory.rows(db, new Set([1, 2, 3]))).keys()]).toEqual([1, 2, 3])
  await memory.rows(db, new Set([1, 3]))
  expect(asked).toEqual([[1, 2, 3], [1]])
})

test('keeps databases apart', async () => {
  const { memory, asked } = memoryOf(10)
  await memory.rows(emptyDatabase(), new Set([1]))
  await memory.rows(emptyDatabase(), new Set([1]))
  expect(asked).toEqual([[1], [1]])
})
