import { isJsonObject } from '../../platform/json/json-object.ts'
import { type FormatVersion, isFormatVersion } from './schema/format-versions.ts'

/**
 * The version of the format that a document names in its property `version`, if it is a known one
 * (submission-format.md 1). A text without a minor number means minor 1, an object without one minor 0.
 */
export function detectVersion(document: unknown): FormatVersion | undefined {
  if (!isJsonObject(document)) return undefined
  const named = nameOf(document['version'])
  return named !== undefined && isFormatVersion(named) ? named : undefined
}

function nameOf(version: unknown): string | undefined {
  if (typeof version === 'string') return nameOfText(version)
  if (!isJsonObject(version)) return undefined
  const { major, minor = 0 } = version
  return Number.isInteger(major) && Number.isInteger(minor) ? `${major}.${minor}` : undefined
}

function nameOfText(version: string): string | undefined {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(version)
  return match === null ? undefined : `${Number(match[1])}.${Number(match[2] ?? 1)}`
}
