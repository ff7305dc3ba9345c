import { afterEach, expect, it, vi } from 'vitest'
import { logTime } from './log-time.ts'

afterEach(() => vi.useRealTimers())

it('is the time at which it is asked for', () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 0 })
  expect(logTime()).toBe(',"time":"1970-01-01T00:00:00.000Z"')
  expect(logTime()).toBe(',"time":"1970-01-01T00:00:00.000Z"')
  vi.setSystemTime(1)
  expect(logTime()).toBe(',"time":"1970-01-01T00:00:00.001Z"')
})
