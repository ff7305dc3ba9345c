/** What a part of a CI run counted. */
export type Report = { passed: number; failed: number }

/** A CI run as a whole; `said` names what failed, a line each. */
export type Summary = Report & { said: string[] }

/**
 * Adds up the parts of a CI run. A part that failed without counting a failure, because it crashed or left no report that can be
 * read, counts as one.
 *
 * @param reports by the names of the parts; undefined for one that cannot be read
 * @param failedParts names of those whose exit status was not 0
 */
export function summarize(
  reports: ReadonlyMap<string, Report | undefined>,
  failedParts: readonly string[],
): Summary {
  const summary: Summary = { passed: 0, failed: 0, said: [] }
  for (const name of new Set([...reports.keys(), ...failedParts])) {
    const report = reports.get(name)
    summary.passed += report?.passed ?? 0
    const counted = report?.failed ?? 0
    const hasCrashed = counted === 0 && (report === undefined || failedParts.includes(name))
    if (counted === 0 && !hasCrashed) continue
    summary.failed += hasCrashed ? 1 : counted
    summary.said.push(`FAILED ${name}: ${hasCrashed ? 'ended with an error' : `${counted} failed`}`)
  }
  return summary
}
