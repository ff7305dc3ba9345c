import type { ErrorObject } from 'ajv'
import { isJsonObject } from '../../platform/json-object.ts'
import { type Fault, pointerTo } from './refusal.ts'
import { compiledProperty } from './schema/compile-schema.ts'
import type { FormatSchema, ItemSchema, JsonSchema } from './schema/schema-types.ts'

const anyArray: JsonSchema = { type: 'array' }

/**
 * What is wrong with an invalid document, in document order: at most one fault per property of an
 * item. A generator, because a document of 8 MB can have 4 million faults, and the compiled validator
 * can only stop at the first or collect them all.
 */
export function* findFaults(document: unknown, schema: FormatSchema): Generator<Fault> {
  const arrays = Object.keys(schema.tables).map((table) => [table, anyArray])
  const topLevel: ItemSchema = {
    required: ['version'],
    properties: { version: schema.version, ...Object.fromEntries(arrays) },
  }
  yield* faultsOfObject(document, topLevel, '')
  if (!isJsonObject(document)) return
  for (const [table, itemSchema] of Object.entries(schema.tables)) {
    const items = document[table]
    if (!Array.isArray(items)) continue
    for (const [index, item] of items.entries()) {
      yield* faultsOfObject(item, itemSchema, `/${table}/${index}`)
    }
  }
}

function* faultsOfObject(value: unknown, schema: ItemSchema, pointer: string): Generator<Fault> {
  if (!isJsonObject(value)) {
    yield { pointer, message: 'must be an object' }
    return
  }
  for (const name of schema.required) {
    if (!Object.hasOwn(value, name)) {
      yield { pointer, message: `lacks the required property "${name}"` }
    }
  }
  for (const [name, member] of Object.entries(value)) {
    const at = pointerTo(pointer, name)
    if (Object.hasOwn(schema.properties, name)) {
      yield* faultOfProperty(member, schema.properties[name] ?? {}, at)
    } else yield { pointer: at, message: 'is not a property of this version of the format' }
  }
}

function* faultOfProperty(value: unknown, schema: JsonSchema, pointer: string): Generator<Fault> {
  const validate = compiledProperty(schema)
  if (validate(value)) return
  const [error] = validate.errors ?? []
  if (error !== undefined) {
    yield { pointer: pointer + error.instancePath, message: explain(error) }
  }
}

function explain({ keyword, params, parentSchema, message }: ErrorObject): string {
  if (keyword === 'required') return `lacks the required property "${params['missingProperty']}"`
  if (keyword === 'additionalProperties') {
    return `has an unknown property "${params['additionalProperty']}"`
  }
  const description: unknown = parentSchema?.['description']
  return typeof description === 'string' ? `must be ${description}` : (message ?? 'is invalid')
}
