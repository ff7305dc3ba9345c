/** A JSON object as the parser made it: every name is legal, `__proto__` included. */
export type JsonObject = { [name: string]: unknown }

/** Whether a parsed JSON value is an object, not null and not an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Gives a property another name; does nothing when it is absent. */
export function renameProperty(object: JsonObject, from: string, to: string): void {
  if (!Object.hasOwn(object, from)) return
  object[to] = object[from]
  delete object[from]
}
