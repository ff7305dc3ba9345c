import { errorCode } from '../../platform/errors/error-code.ts'
import { errorMessage } from '../../platform/errors/error-message.ts'
import type { Finding, Findings, Report, ReportProblem } from '../report.ts'

/** How a thing that may be worth a report is called, and looked at. */
type Looking<Thing> = {
  readonly nameOf: (thing: Thing) => string
  /** Null when there is nothing to tell. */
  readonly find: (thing: Thing) => Promise<Report | null>
}

/**
 * Looks at one thing after the other; what is wrong with one stops no other (notifications.md O-07).
 *
 * @throws the reason of the signal
 */
export async function findOneByOne<Thing>(
  { signal }: Pick<Finding, 'signal'>,
  things: readonly Thing[],
  { nameOf, find }: Looking<Thing>,
): Promise<Findings> {
  const reports: Report[] = []
  const problems: ReportProblem[] = []
  for (const thing of things) {
    signal.throwIfAborted()
    try {
      const report = await find(thing)
      if (report !== null) reports.push(report)
    } catch (error) {
      signal.throwIfAborted()
      const code = errorCode(error) ?? 'report_failed'
      problems.push({ item: nameOf(thing), code, message: errorMessage(error) })
    }
  }
  return { reports, problems }
}
