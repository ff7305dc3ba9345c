import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
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

describe('docs/operations/jobs.md', () => {
  const page = readFileSync('docs/operations/jobs.md', 'utf8')
  const rows = [...page.matchAll(/^\| `([a-z-]+)` \| ([^|]+) \| ([^|]+) \| /gm)]

  it('shows when each job runs and how long it may, and no other job', () => {
    const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
    const shown = ({ expression, timeoutMs }: (typeof schedule)[number]) => {
      const [minute = '', hour = '', , , day = ''] = expression.split(' ')
      const past = minute.replace(/,(\d+)$/, ' and $1').replaceAll(',', ', ')
      const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`
      const when = hour === '*' ? `${past} minutes past each hour` : time
      const minutes = timeoutMs / 60_000
      const most = minutes > 60 ? `${minutes / 60} hours` : `${minutes} minutes`
      return [day === '*' ? when : `${days[Number(day)]} ${when}`, most]
    }
    expect(rows.map(([, name, when, most]) => [name, when, most])).toEqual(
      schedule.map((job) => [job.name, ...shown(job)]),
    )
  })

  it('says which are made up for when they were missed', () => {
    const [, madeUp = '', left = ''] =
      /slots that nobody took.*?are missed:\s(.*?) run once for all of them, (.*?) wait for/is.exec(
        page,
      ) ?? []
    const groups = { 'run once': madeUp, skip: left }
    for (const { name, whenMissed, tells } of schedule) {
      const said = tells === undefined ? `\`${name}\`` : 'those that tell people'
      expect(groups[whenMissed], name).toContain(said)
    }
  })
})

it('can be watched by a health check of each job', () => {
  const idOf = (name: string) => `HEALTHCHECK_ID_${name.toUpperCase().replaceAll('-', '_')}`
  const given = Object.fromEntries(schedule.map(({ name }) => [idOf(name), `id-of-${name}`]))
  const { tokens } = loadConfig(readEnv(given)).jobs.healthChecks
  expect([...tokens].toSorted()).toEqual(
    schedule.map(({ name }) => [name, `id-of-${name}`]).toSorted(),
  )
})
