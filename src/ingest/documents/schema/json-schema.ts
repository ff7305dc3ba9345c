import { formatSchemas, type FormatVersion } from './format-versions.ts'
import type { FormatSchema, ItemSchema, JsonSchema } from './schema-types.ts'
import { arrayOf, objectOf } from './shared-types.ts'

/** One version of the submission format as a complete JSON Schema of draft 7. */
export function jsonSchemaOf(version: FormatVersion): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `KCIDB submission ${version}`,
    ...documentSchema(formatSchemas[version]),
  }
}

function documentSchema({ version, tables }: FormatSchema): JsonSchema {
  const arrays = Object.entries(tables).map(([table, item]) => [table, arrayOf(itemSchema(item))])
  return objectOf({ version, ...Object.fromEntries(arrays) }, ['version'])
}

function itemSchema({ required, properties }: ItemSchema): JsonSchema {
  return objectOf(properties, required)
}
