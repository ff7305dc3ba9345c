import type { StatusName } from '../../../domain/status.ts'
import { isFlaky, steadinessOf } from '../../../domain/test-history/steadiness.ts'
import { symbols } from '../status-symbol.ts'

/** The last runs as symbols, the oldest first (notifications.md 1.15). @param statuses newest first */
export function historyText(statuses: readonly StatusName[]): string {
  return statuses.toReversed().map(symbolOf).join(' → ')
}

function symbolOf(status: StatusName): string {
  if (status === 'PASS') return symbols.pass
  return status === 'FAIL' ? symbols.fail : symbols.inconclusive
}

/** How steadily it fails, in a few words. @param statuses newest first */
export function steadinessText(statuses: readonly StatusName[]): string {
  const steadiness = steadinessOf(statuses)
  const { runs, failed, flips } = steadiness
  if (runs === 0) return 'no other runs known'
  if (runs === 1) return 'one run known'
  if (failed === 0) return `no failure among the last ${runs} runs`
  const count = `failed in ${failed} of the last ${runs} runs`
  if (isFlaky(steadiness)) return `flaky: ${count}, changed ${flips} times`
  if (statuses[0] === 'PASS') return `passes again: ${count}`
  return `steady: ${count}`
}
