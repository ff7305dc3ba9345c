import { sql, type Transaction } from 'kysely'
import type { Database } from '../../store/app/schema/database-types.ts'
import type { Report } from '../report.ts'

/** When a mail waits for a person (notifications.md O-46). */
export type HoldRules = {
  /** All that report a regression. */
  readonly holdsRegressions: boolean
  /** Those beyond so many in an hour. */
  readonly regressionsPerHour: number
}

/** Why a mail has to wait for a person; null when it may go. */
export async function whyHeld(
  tx: Transaction<Database>,
  report: Pick<Report, 'isRegression' | 'holdBack'>,
  { isForList, rules }: { isForList: boolean; rules: HoldRules },
): Promise<string | null> {
  if (isForList && report.holdBack !== undefined) return report.holdBack
  if (!report.isRegression) return null
  if (rules.holdsRegressions) return 'REGRESSION_MAILS is hold'
  const limit = rules.regressionsPerHour
  if ((await regressionsOfLastHour(tx)) < limit) return null
  return `more than ${limit} regressions in an hour (REGRESSION_MAILS_PER_HOUR)`
}

/** Those that wait for a person have told nobody anything. */
async function regressionsOfLastHour(tx: Transaction<Database>): Promise<number> {
  const { count } = await tx
    .selectFrom('report')
    .select((report) => report.fn.countAll<number>().as('count'))
    .where('found_at', '>', sql<string>`now() - interval '1 hour'`)
    .where('is_regression', '=', true)
    .where('state', 'in', ['queued', 'sent', 'failed'])
    .executeTakeFirstOrThrow()
  return Number(count)
}
