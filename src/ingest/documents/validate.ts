import { findFaults } from './faults/find-faults.ts'
import { type Fault, faultsReportedMax } from './refusal.ts'
import { compiledVersion } from './schema/compile-schema.ts'
import type { FormatVersion } from './schema/format-versions.ts'
import { traceNothing, type TraceBack } from './upgrade/trace-back.ts'

/**
 * Checks a parsed document against one version of the format (submission-format.md 2, 3.1).
 *
 * @param traceBack where the document was upgraded: leads to what was submitted
 * @returns the first {@link faultsReportedMax} faults; none when the document is valid
 */
export function validate(
  document: unknown,
  version: FormatVersion,
  traceBack: TraceBack = traceNothing,
): Fault[] {
  if (compiledVersion(version)(document)) return []
  return traceBack(findFaults(document, version)).take(faultsReportedMax).toArray()
}
