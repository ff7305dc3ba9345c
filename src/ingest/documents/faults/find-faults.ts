import type { ErrorObject } from 'ajv'
import { isJsonObject } from '../../../platform/json/json-object.ts'
import type { Fault } from '../refusal.ts'
import { compiledProperty } from '../schema/compile-schema.ts'
import { formatSchemas, type FormatVersion } from '../schema/format-versions.ts'
import { anArray, anObject } from '../schema/shared-types.ts'
import type { ItemSchema, JsonSchema } from '../schema/schema-types.ts'
import { charactersOf, foundValue } from './found-value.ts'
import { pointerOf, pointerTo, segmentsOf } from './json-pointer.ts'
import { unknownProperty } from './unknown-property.ts'

/**
 * What is wrong with an invalid document, in document order: at most one fault per property of an
 * item. A generator, because a document of 8 MB can have 4 million faults, and the compiled validator
 * can only stop at the first or collect them all.
 */
export function* findFaults(document: unknown, version: FormatVersion): Generator<Fault> {
  const schema = formatSchemas[version]
  const arrays = Object.keys(schema.tables).map((table) => [table, anArray])
  const topLevel: ItemSchema = {
    required: ['version'],
    properties: { version: schema.version, ...Object.fromEntries(arrays) },
  }
  yield* faultsOfObject(document, topLevel, version, '')
  if (!isJsonObject(document)) return
  for (const [table, itemSchema] of Object.entries(schema.tables)) {
    const items = document[table]
    if (!Array.isArray(items)) continue
    for (const [index, item] of items.entries()) {
      yield* faultsOfObject(item, itemSchema, version, `/${table}/${index}`)
    }
  }
}

function* faultsOfObject(
  value: unknown,
  schema: ItemSchema,
  version: FormatVersion,
  pointer: string,
): Generator<Fault> {
  if (!isJsonObject(value)) {
    yield { pointer, message: unlike(value, anObject) }
    return
  }
  for (const name of schema.required) {
    if (!Object.hasOwn(value, name)) yield { pointer, message: lacks(name) }
  }
  for (const [name, member] of Object.entries(value)) {
    const at = pointerTo(pointer, name)
    if (Object.hasOwn(schema.properties, name)) {
      yield* faultOfProperty(member, schema.properties[name] ?? {}, version, at)
    } else yield { pointer: at, message: unknownProperty(segmentsOf(at), version) }
  }
}

function* faultOfProperty(
  value: unknown,
  schema: JsonSchema,
  version: FormatVersion,
  pointer: string,
): Generator<Fault> {
  const validate = compiledProperty(schema)
  if (validate(value)) return
  // of a choice the last is about the choice itself, those before it are about each alternative
  const error = validate.errors?.at(-1)
  if (error !== undefined) yield explained(error, version, pointer + error.instancePath)
}

function explained(error: ErrorObject, version: FormatVersion, pointer: string): Fault {
  const { keyword, params, parentSchema, data } = error
  if (keyword === 'required') return { pointer, message: lacks(params['missingProperty']) }
  if (keyword === 'additionalProperties') {
    const segments = [...segmentsOf(pointer), String(params['additionalProperty'])]
    return { pointer: pointerOf(segments), message: unknownProperty(segments, version) }
  }
  return { pointer, message: unlike(data, parentSchema ?? {}, keyword) }
}

function lacks(name: string): string {
  return `lacks the required property "${name}"`
}

/** What was found beside what is wanted. */
function unlike(value: unknown, { description }: JsonSchema, keyword?: string): string {
  const isTooLong = keyword === 'maxLength' && typeof value === 'string'
  const found = isTooLong ? `has ${charactersOf(value)} characters` : `is ${foundValue(value)}`
  return `${found}, but must be ${description}`
}
