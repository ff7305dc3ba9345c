import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ToldCommits } from './told-commits.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function told(...numbers: number[]): { commits: ToldCommits; isHeard: () => boolean } {
  const commits = new ToldCommits(() => {})
  for (const number of numbers) commits.tell(number)
  let isHeard = false
  void commits.areHeard().then(() => (isHeard = true))
  return { commits, isHeard: () => isHeard }
}

it('waits until every commit is known, in whatever order they are', async () => {
  const { commits, isHeard } = told(7, 8)
  commits.heard(8)
  await vi.advanceTimersByTimeAsync(10)
  expect(isHeard()).toBe(false)
  commits.heard(7)
  await vi.advanceTimersByTimeAsync(0)
  expect(isHeard()).toBe(true)
})

it('waits for nobody where all are known', async () => {
  const { isHeard } = told()
  await vi.advanceTimersByTimeAsync(0)
  expect(isHeard()).toBe(true)
})

it('waits no longer than a tenth of a second, and not again for the same', async () => {
  const { commits, isHeard } = told(7)
  await vi.advanceTimersByTimeAsync(99)
  expect(isHeard()).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(isHeard()).toBe(true)
  await commits.areHeard()
})
