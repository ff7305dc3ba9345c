import type { StatusName } from '../status.ts'

/** What the runs of a test come to, read from the newest one backwards (api-misc.md 5.3). */
export const regressionTypes = ['regression', 'fixed', 'unstable', 'pass', 'fail'] as const
export type RegressionType = (typeof regressionTypes)[number]

/** What became of a test whose runs do not all agree (trees.md 7.13). */
export type Change = Exclude<RegressionType, 'pass' | 'fail'>

/**
 * What the runs of a test come to. It passes or fails when all its runs did; it is fixed or a
 * regression when it changed once; anything else is unstable, be it that a run was inconclusive,
 * however long ago (api-misc.md O30), or that it changed back.
 *
 * @param newest how the newest run ended
 * @param older how the runs before it ended, newest first
 */
export function regressionType(newest: StatusName, older: Iterable<StatusName>): RegressionType {
  if (!isConclusive(newest)) return 'unstable'
  let hasChanged = false
  for (const status of older) {
    if (!isConclusive(status)) return 'unstable'
    if (status !== newest) hasChanged = true
    else if (hasChanged) return 'unstable'
  }
  if (newest === 'PASS') return hasChanged ? 'fixed' : 'pass'
  return hasChanged ? 'regression' : 'fail'
}

/**
 * What became of a test, for reports, which name a test only when its runs do not all agree: null when
 * they do, inconclusive ones too (trees.md 7.13, notifications.md 2.8).
 */
export function changeOfTest(newest: StatusName, older: readonly StatusName[]): Change | null {
  if (older.every((status) => status === newest)) return null
  const type = regressionType(newest, older)
  return type === 'pass' || type === 'fail' ? null : type
}

function isConclusive(status: StatusName): boolean {
  return status === 'PASS' || status === 'FAIL'
}
