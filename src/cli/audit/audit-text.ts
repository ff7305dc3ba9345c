import type { AuditEvent } from '../../audit/audit-table.ts'
import { harmlessText } from '../../platform/text/harmless-text.ts'

/**
 * An event for people: a line of when, outcome, who and what, in columns, and one below it for a problem.
 * What comes from the command line cannot colour or move anything on a terminal.
 */
export function auditEventText(event: AuditEvent): string {
  const { began_at: began, outcome, who, host, process_id, action, parameters, rows } = event
  const columns = [
    began.replace(/\.\d+Z$/, 'Z'),
    (outcome ?? 'no end').padEnd(10),
    `${who} on ${host}${outcome === null ? `, process ${process_id}` : ''}`,
    [action, ...pairs(parameters)].join(' '),
    ...(rows === null ? [] : [`rows: ${pairs(rows).join(', ')}`]),
  ]
  const problem = event.problem === null ? '' : `    ${harmlessText(event.problem)}\n`
  return `${columns.map(harmlessText).join('  ')}\n${problem}`
}

function pairs(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).map(([name, each]) => `${name}=${String(each)}`)
}
