import { isJsonObject } from '../../../platform/json/json-object.ts'
import type { Fault } from '../refusal.ts'
import { formatVersions } from '../schema/format-versions.ts'
import { versionList } from '../schema/version-list.ts'
import { foundValue } from './found-value.ts'

/**
 * What is wrong with a document that names none of the known versions (submission-format.md 1). The
 * only fault of it: nobody knows which rules its other properties follow.
 */
export function versionFault(document: unknown): Fault {
  if (!isJsonObject(document)) {
    return { pointer: '', message: `is ${foundValue(document)}, but must be an object` }
  }
  if (!Object.hasOwn(document, 'version')) {
    return { pointer: '', message: `lacks the required property "version", ${wanted}` }
  }
  const found = foundValue(document['version'])
  return { pointer: '/version', message: `is ${found}, but must be ${wanted}` }
}

const wanted =
  `an object such as {"major": 5, "minor": 3} ` +
  `that names one of the versions ${versionList(formatVersions)}`
