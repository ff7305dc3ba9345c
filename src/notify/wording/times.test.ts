import { expect, it } from 'vitest'
import { instantText, minuteText } from './times.ts'

it('writes times to the minute and as exact as they are', () => {
  expect(minuteText('2026-02-01T00:01:59.999999Z')).toBe('2026-02-01 00:01 UTC')
  expect(minuteText(new Date('2026-02-01T00:01:02Z'))).toBe('2026-02-01 00:01 UTC')
  expect(instantText('2026-02-01T00:01:02Z')).toBe('2026-02-01 00:01:02+00:00')
  expect(instantText('2026-02-01T00:01:02.000300Z')).toBe('2026-02-01 00:01:02.000300+00:00')
})

it('says that nobody knows', () => {
  expect([minuteText(null), instantText(null)]).toEqual(['unknown', 'unknown'])
})
