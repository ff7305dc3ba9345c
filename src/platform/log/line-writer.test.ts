import { pino } from 'pino'
import { expect, it, vi } from 'vitest'
import { lineWriter } from './line-writer.ts'
import { createLog } from './log.ts'

const common = { method: 'GET', route: undefined, path: '/"quoted"\\ \u0007é' }

it('writes the line that the log itself would write', () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 0 })
  const lines: string[] = []
  const write = (line: string) => void lines.push(line)
  for (const log of [createLog('debug', write), pino({ level: 'debug', base: null }, { write })]) {
    for (const level of ['debug', 'info', 'warn'] as const) {
      log.child(common)[level]({ bytes: null, ms: 0.5, id: 'a"b' }, 'request "x"')
      lineWriter(log, level, common, 'request "x"')(',"bytes":null,"ms":0.5,"id":"a\\"b"')
      const [byLog, byWriter] = lines.splice(0)
      expect(byWriter).toBe(byLog)
    }
  }
  vi.useRealTimers()
})

it('writes nothing of a level that is not logged', () => {
  const lines: string[] = []
  const log = createLog('warn', (line) => void lines.push(line))
  lineWriter(log, 'info', common, 'request')('')
  expect(lines).toEqual([])
})
