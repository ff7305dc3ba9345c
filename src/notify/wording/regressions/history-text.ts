import type { StatusName } from '../../../domain/status.ts'
import { isFlaky, flakinessOf } from '../../../domain/test-history/flakiness.ts'
import { symbols } from '../status-symbol.ts'

/**
 * The last runs as symbols, the oldest first (notifications.md 1.15).
 *
 * @param statuses newest first
 */
export function historyText(statuses: readonly StatusName[]): string {
  return statuses.toReversed().map(symbolOf).join(' → ')
}

function symbolOf(status: StatusName): string {
  if (status === 'PASS') return symbols.pass
  return status === 'FAIL' ? symbols.fail : symbols.inconclusive
}

/**
 * Whether a test or build is flaky, broken or fixed, in a few words.
 *
 * @param statuses newest first
 */
export function flakinessText(statuses: readonly StatusName[]): string {
  const flakiness = flakinessOf(statuses)
  const { runs, failed, flips } = flakiness
  if (runs === 0) return 'no other runs known'
  if (runs === 1) return 'one run known'
  if (failed === 0) return `no failure among the last ${runs} runs`
  const count = `failed in ${failed} of the last ${runs} runs`
  if (isFlaky(flakiness)) return `flaky: ${count}, changed ${flips} times`
  if (statuses[0] === 'PASS') return `passes again: ${count}`
  return `steady: ${count}`
}
