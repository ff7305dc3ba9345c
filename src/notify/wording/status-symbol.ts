import type { StatusName } from '../../domain/status.ts'

/** What stands for results in every report (notifications.md 1.7). */
export const symbols = { pass: '✅', fail: '❌', inconclusive: '⚠️' } as const

/** The symbol of a result; null is a missing one. */
export function statusSymbol(status: StatusName | null): string {
  if (status === 'PASS') return symbols.pass
  return status === 'FAIL' ? symbols.fail : symbols.inconclusive
}
