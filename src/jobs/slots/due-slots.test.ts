import { expect, it } from 'vitest'
import type { Job } from '../job.ts'
import { cronExpression } from './cron-expression.ts'
import { dueSlots } from './due-slots.ts'

const at = (time: string) => new Date(`2026-11-${time}Z`)

function due(expression: string, after: string, now: string, more: Partial<Job> = {}) {
  const job: Job = {
    name: 'a',
    expression,
    timeoutMs: 1,
    whileRunning: 'skip',
    whenMissed: 'run once',
    does: '',
    work: () => Promise.resolve({}),
    ...more,
  }
  const times = { after: at(after), now: at(now), graceMs: 60_000 }
  return dueSlots(job, cronExpression(expression), times).map(({ slot, missed, as }) => [
    slot.toISOString().slice(8, 19),
    missed,
    as,
  ])
}

it('finds nothing between two slots', () => {
  expect(due('0 3 * * *', '01T03:00:00', '02T02:59:59')).toEqual([])
})

it('takes each slot of the last minute', () => {
  expect(due('*/20 * * * * *', '01T03:00:00', '01T03:01:00', { whileRunning: 'run' })).toEqual([
    ['01T03:00:20', 0, 'beside others'],
    ['01T03:00:40', 0, 'beside others'],
    ['01T03:01:00', 0, 'beside others'],
  ])
})

it('makes one run of all that were missed', () => {
  expect(due('0 3 * * *', '01T03:00:00', '05T12:00:00')).toEqual([['05T03:00:00', 4, 'alone']])
})

it('lets the run that is due just now stand for those that were missed', () => {
  expect(due('0 3 * * *', '01T03:00:00', '05T03:00:10')).toEqual([['05T03:00:00', 3, 'alone']])
})

it('only records what was missed, where a late run is of no use', () => {
  expect(due('0 3 * * *', '01T03:00:00', '05T12:00:00', { whenMissed: 'skip' })).toEqual([
    ['05T03:00:00', 4, 'missed'],
  ])
})
