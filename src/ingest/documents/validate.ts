import { findFaults } from './find-faults.ts'
import { type Fault, faultsReportedMax } from './refusal.ts'
import { compiledVersion } from './schema/compile-schema.ts'
import { formatSchemas, type FormatVersion } from './schema/format-versions.ts'

/**
 * Checks a parsed document against one version of the format (submission-format.md 2, 3.1).
 *
 * @returns the first {@link faultsReportedMax} faults; none when the document is valid
 */
export function validate(document: unknown, version: FormatVersion): Fault[] {
  if (compiledVersion(version)(document)) return []
  return findFaults(document, formatSchemas[version]).take(faultsReportedMax).toArray()
}
