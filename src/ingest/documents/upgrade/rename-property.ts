import type { JsonObject } from '../../../platform/json/json-object.ts'

/** Gives a property another name; does nothing when it is absent. */
export function renameProperty(object: JsonObject, from: string, to: string): void {
  if (!Object.hasOwn(object, from)) return
  object[to] = object[from]
  delete object[from]
}
