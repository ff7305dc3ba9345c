import { pino } from 'pino'
import { expect, test } from 'vitest'
import { IngestHalted } from './ingest-halted.ts'
import { noTotals } from './progress/ingest-totals.ts'
import { watchSpool } from './watch-spool.ts'

test('outlives what stops a pass, and says so once', async () => {
  const lines: string[] = []
  const controller = new AbortController()
  const halts: (string | null)[] = []
  let passes = 0
  await watchSpool(
    {
      pass: async () => {
        passes += 1
        if (passes <= 3) throw new IngestHalted('spool_unusable', new Error('no such folder'))
        if (passes === 5) controller.abort()
        return { more: false }
      },
      prepare: async () => {},
      idle: async () => false,
      rest: async () => {},
      halted: (code) => halts.push(code),
      intervalMs: 1,
      log: pino({ level: 'info' }, { write: (line) => void lines.push(line) }),
      signal: controller.signal,
    },
    noTotals(),
  )
  expect(passes).toBe(5)
  expect(halts).toEqual(['spool_unusable', null])
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: 50, reason: 'the spool cannot be worked with: no such folder' },
    { level: 30, msg: 'ingest goes on' },
  ])
})

test('ends with an error that nobody foresaw', async () => {
  const watching = watchSpool(
    {
      pass: () => Promise.reject(new TypeError('surprise')),
      prepare: async () => {},
      idle: async () => false,
      rest: async () => {},
      halted: () => {},
      intervalMs: 1,
      log: pino({ level: 'silent' }),
      signal: new AbortController().signal,
    },
    noTotals(),
  )
  await expect(watching).rejects.toThrow('surprise')
})
