import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { showProgress } from './progress-display.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function output(isTTY: boolean) {
  const written: string[] = []
  return { written, isTTY, columns: 12, write: (text: string) => written.push(text) }
}

test('rewrites one line of a terminal, cut to its width, and wipes it in the end', () => {
  const terminal = output(true)
  const progress = showProgress(terminal, () => '1 of 2 files, 10 rows')
  vi.advanceTimersByTime(400)
  progress[Symbol.dispose]()
  expect(terminal.written).toEqual(['\r1 of 2 file\u001B[K', '\r1 of 2 file\u001B[K', '\r\u001B[K'])
})

test('adds plain lines elsewhere, none for short work', () => {
  const file = output(false)
  const progress = showProgress(file, () => 'half')
  vi.advanceTimersByTime(4_999)
  expect(file.written).toEqual([])
  vi.advanceTimersByTime(1)
  progress[Symbol.dispose]()
  expect(file.written).toEqual(['half\n'])
})
