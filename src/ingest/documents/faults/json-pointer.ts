import { isJsonObject } from '../../../platform/json/json-object.ts'

/** Names and indexes on the way from a document to a value in it. */
export type Segments = readonly string[]

/** Longer names are cut: a pointer is for people, and a name may have megabytes. */
const nameLengthMax = 1000

/** A JSON pointer (RFC 6901) to a member of what `pointer` points to; a very long name is cut. */
export function pointerTo(pointer: string, name: string | number): string {
  return `${pointer}/${cut(String(name)).replaceAll('~', '~0').replaceAll('/', '~1')}`
}

/** A pointer in its parts. */
export function segmentsOf(pointer: string): Segments {
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** The opposite of {@link segmentsOf}. */
export function pointerOf(segments: Segments): string {
  return segments.reduce(pointerTo, '')
}

/** What stands at a place in a document; undefined when nothing does. */
export function valueAt(document: unknown, segments: Segments): unknown {
  return segments.reduce(memberOf, document)
}

function memberOf(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value[Number(name)]
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
}

function cut(name: string): string {
  return name.length > nameLengthMax ? `${name.slice(0, nameLengthMax).toWellFormed()}…` : name
}
