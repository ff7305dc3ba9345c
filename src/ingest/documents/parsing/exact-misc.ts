import { isRawNumber, parseExactly } from '../../../platform/json/exact-json.ts'
import { isJsonObject, type JsonObject } from '../../../platform/json/json-object.ts'

/** The decimal places of PostgreSQL's `numeric`, which numbers in jsonb are. */
export const decimalPlacesMax = 16_383

/**
 * Parses a document so that numbers inside objects named `misc`, which go to the database as JSON,
 * keep their digits, while all others are plain numbers that can be compared (decisions.md 2).
 *
 * @param text a JSON document with bounded nesting and without a number that overflows a double
 */
export function parseWithExactMisc(text: string): unknown {
  return roundOutsideMisc(parseExactly(text))
}

/** Whether a value is a number that jsonb refuses: only one that keeps its digits can have so many. */
export function hasTooManyPlaces(value: unknown): boolean {
  if (!isRawNumber(value)) return false
  const [mantissa = '', exponent = '0'] = value.rawJSON.toLowerCase().split('e')
  const [, fraction = ''] = mantissa.split('.')
  return fraction.length - Number(exponent) > decimalPlacesMax
}

function roundOutsideMisc(value: unknown): unknown {
  if (isRawNumber(value)) return Number(value.rawJSON)
  if (Array.isArray(value)) return value.map(roundOutsideMisc)
  return isJsonObject(value) ? roundMembers(value) : value
}

function roundMembers(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [name, roundMember(name, value)]),
  )
}

function roundMember(name: string, value: unknown): unknown {
  return name === 'misc' && isJsonObject(value) ? value : roundOutsideMisc(value)
}
