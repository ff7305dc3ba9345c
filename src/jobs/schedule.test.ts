import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { loadConfig } from '../config/config.ts'
import { readEnv } from '../config/env.ts'
import { schedule } from './schedule.ts'
import { cronExpression } from './slots/cron-expression.ts'

it('has names that commands, metrics and variables can bear, each once', () => {
  const names = schedule.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  for (const name of names) expect(name).toMatch(/^[a-z]+(?:-[a-z]+)*$/)
})

it('begins no two jobs at the same minute of a week', () => {
  const from = new Date('2026-11-02T00:00:00Z')
  const until = new Date('2026-11-08T23:59:59Z')
  const slots = schedule.flatMap(({ expression }) =>
    cronExpression(expression)
      .slotsBetween(from, until, 100_000)
      .map((slot) => slot.getTime()),
  )
  expect(new Set(slots).size).toBe(slots.length)
})

it('ends every run before the next slot', () => {
  const now = new Date('2026-11-02T00:00:00Z')
  for (const { expression, timeoutMs } of schedule) {
    const { nextSlot } = cronExpression(expression)
    const first = nextSlot(now) ?? now
    const second = nextSlot(first) ?? now
    expect(timeoutMs).toBeLessThan(second.getTime() - first.getTime())
  }
})

it('is what the operator reads of', () => {
  const book = readFileSync('docs/operations/jobs.md', 'utf8')
  for (const { name } of schedule) expect(book).toMatch(new RegExp(`^\\| \`${name}\` \\| `, 'm'))
})

it('can be watched by a health check of each job', () => {
  const idOf = (name: string) => `HEALTHCHECK_ID_${name.toUpperCase().replaceAll('-', '_')}`
  const given = Object.fromEntries(schedule.map(({ name }) => [idOf(name), `id-of-${name}`]))
  const { tokens } = loadConfig(readEnv(given)).jobs.healthChecks
  expect([...tokens].toSorted()).toEqual(
    schedule.map(({ name }) => [name, `id-of-${name}`]).toSorted(),
  )
})
