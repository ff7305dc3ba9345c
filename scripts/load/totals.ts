/** What k6 writes with --summary-export, as far as it is looked at. */
type Exported = {
  readonly metrics: Readonly<
    Record<string, { passes?: number; fails?: number; thresholds?: Record<string, boolean> }>
  >
}

/**
 * Checks of answers and thresholds of the whole run, added up. A threshold that k6 writes as `true` was
 * crossed. A run that ended otherwise than by a threshold counts as one failure more, and so does one in which no answer was looked at.
 *
 * @param status with which k6 ended; 99 says that a threshold was crossed
 */
export function totalsOf(exported: Exported, status: number): { passed: number; failed: number } {
  const { passes = 0, fails = 0 } = exported.metrics['checks'] ?? {}
  const crossed = Object.values(exported.metrics).flatMap(({ thresholds }) =>
    Object.values(thresholds ?? {}),
  )
  const isBroken = status !== 0 && status !== thresholdsCrossed
  const broken = isBroken || passes + fails === 0 ? 1 : 0
  return {
    passed: passes + crossed.filter((isCrossed) => !isCrossed).length,
    failed: fails + crossed.filter(Boolean).length + broken,
  }
}

const thresholdsCrossed = 99
