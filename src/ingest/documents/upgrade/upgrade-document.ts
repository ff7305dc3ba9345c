import type { JsonObject } from '../../../platform/json/json-object.ts'
import type { FormatVersion } from '../schema/format-versions.ts'
import { upgradeFrom1 } from './from-1.ts'
import { upgradeFrom2 } from './from-2.ts'
import { upgradeFrom3 } from './from-3.ts'
import { upgradeFrom4 } from './from-4.ts'
import { type TraceBack, traceBackTo } from './trace-back.ts'

/** One step per major version; minor versions only add what may be absent. */
const stepsBefore4 = [upgradeFrom1, upgradeFrom2, upgradeFrom3]

/**
 * Turns a document that is valid for its own version into one of version 5.3, in place
 * (submission-format.md 3.2, ingestion.md O-1). The result must be validated as 5.3
 * (decisions.md 2).
 *
 * @returns leads faults of the result back to the document as it was submitted
 */
export function upgradeDocument(document: JsonObject, version: FormatVersion): TraceBack {
  const major = Number(version.split('.')[0])
  for (const step of stepsBefore4.slice(major - 1)) step(document)
  const waivedTests = major < 5 ? upgradeFrom4(document) : []
  document['version'] = { major: 5, minor: 3 }
  return traceBackTo(document, major, waivedTests)
}
