import type { IssueRegression } from '../../../read/issues/regression/regression.ts'

/**
 * The newest commit that worked somewhere before the issue: of all places the one that leaves the fewest commits to
 * look at (notifications.md O-28); null when none is known.
 */
export function narrowestGood({ configurations, platforms }: IssueRegression): string | null {
  const good = [...configurations, ...platforms].flatMap(({ lastGood }) => lastGood ?? [])
  const [newest] = good.toSorted(
    (one, other) => Date.parse(other.checkoutStart) - Date.parse(one.checkoutStart),
  )
  return newest?.commit ?? null
}
