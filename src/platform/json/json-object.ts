import { isRawNumber } from './exact-json.ts'

/** A JSON object as the parser made it: every name is legal, `__proto__` included. */
export type JsonObject = { [name: string]: unknown }

/** Whether a parsed JSON value is an object: not null, no array, no number that keeps its digits. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isRawNumber(value)
}
