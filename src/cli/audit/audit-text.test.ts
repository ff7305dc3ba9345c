import { expect, it } from 'vitest'
import type { AuditEvent } from '../../audit/audit-table.ts'
import { auditEventText } from './audit-text.ts'

const event: AuditEvent = {
  id: 1,
  action: 'restore',
  who: 'user kci',
  host: 'db1',
  process_id: 77,
  parameters: { file: 'dump.sql' },
  began_at: '2026-11-29T05:00:01.123456Z',
  ended_at: '2026-11-29T05:00:09.000000Z',
  outcome: 'done',
  rows: { tests: 12, builds: 3 },
  problem: null,
}

it('tells an event in a line', () => {
  expect(auditEventText(event)).toBe(
    '2026-11-29T05:00:01Z  done        user kci on db1  restore file=dump.sql  rows: tests=12, builds=3\n',
  )
})

it('names the process of an action that has no end, and the problem of one that failed', () => {
  const running = { ...event, outcome: null, ended_at: null, rows: null }
  expect(auditEventText(running)).toBe(
    '2026-11-29T05:00:01Z  no end      user kci on db1, process 77  restore file=dump.sql\n',
  )
  const failed = { ...event, outcome: 'failed', rows: null, problem: 'table_not_empty: x\ny' }
  expect(auditEventText(failed)).toMatch(/ {2}failed {6}.*\n {4}table_not_empty: x\\u000ay\n$/)
})

it('lets no parameter write to the terminal', () => {
  const hostile = { ...event, parameters: { file: '\u001B[31mred\nline' } }
  expect(auditEventText(hostile)).toContain('file=\\u001b[31mred\\u000aline')
})
