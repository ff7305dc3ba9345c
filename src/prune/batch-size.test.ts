import { expect, it } from 'vitest'
import { BatchSize } from './batch-size.ts'

it('begins small, doubles while rows go fast, and stays within what was asked for', () => {
  const size = new BatchSize(10_000)
  const sizes = Array.from({ length: 6 }, () => {
    const { next } = size
    size.learn(next, 10)
    return next
  })
  expect(sizes).toEqual([1_000, 2_000, 4_000, 8_000, 10_000, 10_000])
})

it('shrinks at once when rows take long, to what writers can wait for', () => {
  const size = new BatchSize(10_000)
  size.learn(1_000, 4_000)
  expect(size.next).toBe(100)
  size.learn(100, 60_000)
  expect(size.next).toBe(50)
})

it('is never more than was asked for', () => {
  const size = new BatchSize(3)
  expect(size.next).toBe(3)
  size.learn(3, 60_000)
  expect(size.next).toBe(3)
})
