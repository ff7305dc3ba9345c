import { expect, it } from 'vitest'
import { startMessage } from './start-message.ts'

const now = new Date('2026-11-28T12:00:00Z')
const running = {
  apiUrl: 'http://127.0.0.1:8000',
  metricsUrl: 'http://127.0.0.1:8001/metrics/',
  spoolDir: '/data/spool',
  receiverUrl: 'http://127.0.0.1:8002',
  submissions: 0,
  newestCheckouts: [],
}

it('names the addresses of what runs, and nothing else', () => {
  expect(startMessage(running, now)).toMatch(/^Treeline \d\S* is running\n/)
  const metricsAlone = startMessage(
    { ...running, apiUrl: null, spoolDir: null, receiverUrl: null },
    now,
  )
  expect(metricsAlone.split('\n').slice(1)).toEqual([
    '  metrics        http://127.0.0.1:8001/metrics/',
    'Ctrl-C ends it.',
    '',
  ])
})

it('leads to a listing that has content when the data is weeks old', () => {
  const newestCheckouts = [{ origin: 'maestro', startTime: '2026-10-28T12:00:00Z' }]
  expect(startMessage({ ...running, newestCheckouts }, now)).toContain(
    '  API            http://127.0.0.1:8000/api/tree/?origin=maestro&interval_in_days=33\n',
  )
})
