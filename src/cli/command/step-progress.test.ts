import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { stepProgress } from './step-progress.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function output(isTTY: boolean) {
  const written: string[] = []
  return { written, isTTY, columns: 12, write: (text: string) => written.push(text) > 0 }
}

it('rewrites one line of a terminal when it changes, cut to its width, and wipes it in the end', () => {
  const terminal = output(true)
  const progress = stepProgress(terminal)
  for (const text of ['tests: 1 MB', 'tests: 1 MB', 'incidents: 2 MB']) progress.show(text)
  progress.clear()
  expect(terminal.written).toEqual(['\rtests: 1 MB\u001B[K', '\rincidents: \u001B[K', '\r\u001B[K'])
})

it('adds a plain line every half minute elsewhere, none for short work', () => {
  const file = output(false)
  using progress = stepProgress(file)
  for (let second = 1; second <= 75; second += 1) {
    vi.advanceTimersByTime(1_000)
    progress.show(`second ${second}`)
  }
  progress.clear()
  expect(file.written).toEqual(['second 30\n', 'second 60\n'])
})
