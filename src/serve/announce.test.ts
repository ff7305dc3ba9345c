import { expect, it } from 'vitest'
import { announcement } from './announce.ts'

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
  expect(announcement(running, now)).toMatch(/^Treeline \d\S* is running\n/)
  const metricsAlone = announcement(
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
  expect(announcement({ ...running, newestCheckouts }, now)).toContain(
    '  API            http://127.0.0.1:8000/api/tree/?origin=maestro&interval_in_days=33\n',
  )
})
