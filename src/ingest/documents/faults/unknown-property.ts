import { type FormatVersion, formatVersions } from '../schema/format-versions.ts'
import { jsonSchemaOf } from '../schema/json-schema.ts'
import type { JsonSchema } from '../schema/schema-types.ts'
import { versionList } from '../schema/version-list.ts'
import type { Segments } from './json-pointer.ts'

/** Says that a version has no such property at this place, and which versions have it. */
export function unknownProperty(segments: Segments, version: FormatVersion): string {
  const others = formatVersions.filter((other) => hasPlace(jsonSchemaOf(other), segments))
  if (others.length === 0) return 'is not a property in any version of the format'
  const [word, verb] = others.length === 1 ? ['version', 'has'] : ['versions', 'have']
  return `is not a property in version ${version}; ${word} ${versionList(others)} ${verb} it`
}

function hasPlace(schema: JsonSchema, segments: Segments): boolean {
  return segments.reduce(partOf, schema) !== undefined
}

function partOf(schema: JsonSchema | undefined, segment: string): JsonSchema | undefined {
  const { items, properties } = schema ?? {}
  if (items !== undefined) return items as JsonSchema
  const named = (properties ?? {}) as Readonly<Record<string, JsonSchema>>
  return Object.hasOwn(named, segment) ? named[segment] : undefined
}
