import { isJsonObject } from '../../../platform/json/json-object.ts'
import { pointerTo } from './json-pointer.ts'

/** A value of a document or, at the pointer of the object that has it, the name of a member. */
export type Found = { readonly pointer: string; readonly value: unknown; readonly isName: boolean }

/**
 * Where in a JSON value something holds, in document order. A generator, so that a caller who wants
 * twenty answers does not pay for a million.
 *
 * @param matches asked for every text, number, boolean and null, and for every name of a member
 */
export function* findValues(
  value: unknown,
  matches: (value: unknown) => boolean,
  pointer = '',
): Generator<Found> {
  if (Array.isArray(value)) {
    for (const [index, element] of value.entries()) {
      yield* findValues(element, matches, pointerTo(pointer, index))
    }
  } else if (isJsonObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      if (matches(name)) yield { pointer, value: name, isName: true }
      yield* findValues(member, matches, pointerTo(pointer, name))
    }
  } else if (matches(value)) yield { pointer, value, isName: false }
}
