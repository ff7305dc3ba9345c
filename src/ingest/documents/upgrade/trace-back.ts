import type { JsonObject } from '../../../platform/json/json-object.ts'
import { pointerOf, type Segments, segmentsOf, valueAt } from '../faults/json-pointer.ts'
import { holdsNul } from '../faults/storage-fault.ts'
import type { Fault } from '../refusal.ts'
import { type Source, type Sources, sourcesByMajor } from './sources.ts'

/**
 * Turns faults of an upgraded document into those of the document as it was submitted: a pointer leads
 * to what is at fault there, and where the upgrade made something else of it, the message says what. One
 * value may have become several things with the same fault: only the first is kept.
 */
export type TraceBack = <AnyFault extends Fault>(
  faults: Iterable<AnyFault>,
) => IteratorObject<AnyFault>

/** For a document that no upgrade changed. */
export const traceNothing: TraceBack = (faults) => Iterator.from(faults)

/**
 * @param document after the upgrade
 * @param major of the version that was submitted
 * @param waivedTests indexes of the tests whose incidents the upgrade put at the end
 */
export function traceBackTo(
  document: JsonObject,
  major: number,
  waivedTests: readonly number[],
): TraceBack {
  const sources = sourcesByMajor[major] ?? {}
  return function* (faults) {
    const pointers = new Set<string>()
    for (const fault of faults) {
      const beforeIncidents = fromWaivedTest(fault, document, waivedTests)
      const beforeRenaming = fromOlderProperty(beforeIncidents, document, sources)
      const submitted = major < 4 ? fromRevision(beforeRenaming) : beforeRenaming
      if (pointers.has(submitted.pointer)) continue
      pointers.add(submitted.pointer)
      yield submitted
    }
  }
}

/** A fault of an incident that a waived test became is a fault of the id of that test. */
function fromWaivedTest<AnyFault extends Fault>(
  fault: AnyFault,
  { incidents }: JsonObject,
  waivedTests: readonly number[],
): AnyFault {
  const [table, index, property] = segmentsOf(fault.pointer)
  if (table !== 'incidents' || !Array.isArray(incidents)) return fault
  const test = waivedTests[Number(index) - (incidents.length - waivedTests.length)]
  if (test === undefined) return fault
  return moved(fault, ['tests', String(test), 'id'], `${property} of an incident`)
}

function fromOlderProperty<AnyFault extends Fault>(
  fault: AnyFault,
  document: JsonObject,
  sources: Sources,
): AnyFault {
  const segments = segmentsOf(fault.pointer)
  const [item, property] = [segments.slice(0, 2), segments.slice(2)]
  for (let depth = property.length; depth > 0; depth--) {
    const source = sources[item[0] ?? '']?.[placeOf(property.slice(0, depth))]
    if (source === undefined) continue
    const older = filledIn(nameIn(source, valueAt(document, segments)), property)
    const becomes = 'renamed' in source ? undefined : property[depth - 1]
    return moved(fault, [...item, ...older, ...property.slice(depth)], becomes)
  }
  return fault
}

/** How {@link Sources} name a place in an item. */
function placeOf(property: Segments): string {
  return property.map((segment) => (/^\d+$/.test(segment) ? '*' : segment)).join('/')
}

/** With the indexes that the place in the upgraded document has. */
function filledIn(place: string, property: Segments): Segments {
  return place
    .split('/')
    .map((segment, level) => (segment === '*' ? property[level] : segment) ?? '')
}

function nameIn(source: Source, value: unknown): string {
  if ('renamed' in source) return source.renamed
  if ('madeOf' in source) return source.madeOf
  return partAtFault(source.joined, String(value).slice(source.prefix.length))
}

/** An id is wrong because its origin is empty, because of U+0000 behind the colon, or by its length. */
function partAtFault([origin, rest]: readonly [string, string], id: string): string {
  const colon = id.indexOf(':')
  const restLength = id.length - colon - 1
  const isOrigin = !holdsNul(id) && (colon === 0 || colon > restLength)
  return isOrigin ? origin : rest
}

function fromRevision<AnyFault extends Fault>(fault: AnyFault): AnyFault {
  return { ...fault, pointer: fault.pointer.replace(/^\/checkouts\b/, '/revisions') }
}

function moved<AnyFault extends Fault>(
  fault: AnyFault,
  segments: Segments,
  becomes?: string,
): AnyFault {
  const { message } = fault
  return {
    ...fault,
    pointer: pointerOf(segments),
    message: becomes === undefined ? message : `becomes ${becomes}, which ${message}`,
  }
}
