import { Ajv } from 'ajv'
import { expect, it } from 'vitest'
import { formatVersions } from './format-versions.ts'
import { jsonSchemaOf } from './json-schema.ts'
import type { JsonSchema } from './schema-types.ts'

/** The schema itself and all schemas in it that a value can break. */
function* rulesOf(schema: JsonSchema): Generator<JsonSchema> {
  yield schema
  const { items, properties, anyOf } = schema
  const inner = [items ?? [], Object.values(properties ?? {}), anyOf ?? []].flat()
  for (const each of inner as JsonSchema[]) yield* rulesOf(each)
}

it.each(formatVersions)('makes a schema of draft 7 of version %s', (version) => {
  const ajv = new Ajv()
  expect(ajv.validateSchema(jsonSchemaOf(version)), ajv.errorsText()).toBe(true)
})

it.each(formatVersions)('says of every rule of version %s in words what it wants', (version) => {
  const rules = [...rulesOf(jsonSchemaOf(version))]
  expect(rules.length).toBeGreaterThan(50)
  expect(rules.filter(({ description }) => typeof description !== 'string')).toEqual([])
})

it.each(formatVersions)('names every value of the enumerations of version %s', (version) => {
  for (const { enum: values, description } of rulesOf(jsonSchemaOf(version))) {
    for (const value of Array.isArray(values) ? values : []) expect(description).toContain(value)
  }
})
