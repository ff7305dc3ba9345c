import type { JsonObject } from '../../../platform/json-object.ts'
import type { FormatVersion } from '../schema/format-versions.ts'
import { upgradeFrom1 } from './from-1.ts'
import { upgradeFrom2 } from './from-2.ts'
import { upgradeFrom3 } from './from-3.ts'
import { upgradeFrom4 } from './from-4.ts'

/** One step per major version; minor versions only add what may be absent. */
const stepsByMajor = [upgradeFrom1, upgradeFrom2, upgradeFrom3, upgradeFrom4]

/**
 * Turns a document that is valid for its own version into one of version 5.3, in place
 * (submission-format.md 3.2, ingestion.md O-1). The result must be validated as 5.3
 * (decisions.md 2).
 */
export function upgradeDocument(document: JsonObject, version: FormatVersion): void {
  const major = Number(version.split('.')[0])
  for (const step of stepsByMajor.slice(major - 1)) step(document)
  document['version'] = { major: 5, minor: 3 }
}
