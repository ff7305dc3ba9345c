import { withCommas } from '../../wording/number-text.ts'

/**
 * How a number changed, e.g. `+1,005 (+12%)`; `0` when it did not (notifications.md 2.13). There is no percentage of
 * nothing.
 *
 * @param withPercentage whether to say how much that is of what it was
 */
export function changeText(now: number, before: number, withPercentage = true): string {
  if (now === before) return '0'
  const difference = `${now > before ? '+' : '-'}${withCommas(Math.abs(now - before))}`
  if (!withPercentage || before === 0) return difference
  const percentage = roundedHalfToEven(((now - before) * 100) / before)
  return `${difference} (${percentage > 0 ? '+' : ''}${percentage}%)`
}

/** To the nearest whole number, and to the even one where two are as near; never a negative zero. */
function roundedHalfToEven(value: number): number {
  const below = Math.floor(value)
  const above = value - below
  const isUp = above === 0.5 ? below % 2 !== 0 : above > 0.5
  return (isUp ? below + 1 : below) + 0
}
