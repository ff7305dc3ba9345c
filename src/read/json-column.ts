import { parseEveryDigit } from '../platform/json/exact-json.ts'
import { isJsonObject, type JsonObject } from '../platform/json/json-object.ts'

/**
 * A json column as the API shows it. Some submitters stored a text that is itself JSON; such a text
 * is read once more when an object or an array is in it (api-misc.md 3). Anything else passes as it
 * is stored (api-misc.md O26).
 */
export function jsonColumn(stored: unknown): unknown {
  if (typeof stored !== 'string') return stored ?? null
  try {
    const inner = parseEveryDigit(stored)
    return isJsonObject(inner) || Array.isArray(inner) ? inner : stored
  } catch {
    return stored
  }
}

/** A json column that is only shown when an object is in it, as `misc` of a build (api-misc.md 4.1, O24). */
export function jsonObjectColumn(stored: unknown): JsonObject | null {
  const value = jsonColumn(stored)
  return isJsonObject(value) ? value : null
}
