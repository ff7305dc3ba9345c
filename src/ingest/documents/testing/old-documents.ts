import type { JsonObject } from '../../../platform/json/json-object.ts'
import { pointerTo } from '../faults/json-pointer.ts'
import { compiledProperty } from '../schema/compile-schema.ts'
import { formatSchemas, type FormatVersion, formatVersions } from '../schema/format-versions.ts'
import type { ItemSchema, JsonSchema } from '../schema/schema-types.ts'

const url = 'https://files.example.org/x'

/** For every property of every version one of them is valid, with as many members as it may have. */
const samples: readonly unknown[] = [
  { compatible: ['x'], comment: 'x', misc: { x: 'x' } },
  { comment: 'x', misc: { x: 'x' } },
  { description: 'x', misc: { x: 'x' } },
  { value: 1, unit: 'x', prefix: 'metric' },
  { code: true, tool: true, harness: true },
  [{ name: 'x/y', url }],
  [{ name: 'x', url }],
  ['x'],
  'x',
  1,
  true,
  'o:x y',
  'PASS',
  'x@y',
  url,
  '2020-01-01T00:00:00Z',
  'a'.repeat(40),
  'b'.repeat(64),
]

const fullItems = new Map(formatVersions.map((version) => [version, fullItemsOf(version)]))

/** A document of a version with some items in each table, each with every property that it may have. */
export function fullDocumentOf(version: FormatVersion, items: number): JsonObject {
  const [major, minor] = version.split('.').map(Number)
  const tables = Object.entries(fullItems.get(version) ?? {}).map(([table, item]) => [
    table,
    Array.from({ length: items }, () => structuredClone(item)),
  ])
  return { version: { major, minor }, ...Object.fromEntries(tables) }
}

/** Pointers to every value inside the item at an index of each table. */
export function placesIn(version: FormatVersion, index: number): string[] {
  return Object.entries(fullItems.get(version) ?? {}).flatMap(([table, item]) =>
    pointersInto(item, `/${table}/${index}`),
  )
}

function fullItemsOf(version: FormatVersion): JsonObject {
  const { tables } = formatSchemas[version]
  return Object.fromEntries(
    Object.entries(tables).map(([table, schema]) => [table, fullItemOf(schema)]),
  )
}

function fullItemOf({ properties }: ItemSchema): JsonObject {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, sampleOf(schema)]),
  )
}

function sampleOf(schema: JsonSchema): unknown {
  return structuredClone(samples.find((sample) => compiledProperty(schema)(sample)))
}

function pointersInto(value: unknown, pointer: string): string[] {
  if (typeof value !== 'object' || value === null) return [pointer]
  return Object.entries(value).flatMap(([name, member]) =>
    pointersInto(member, pointerTo(pointer, name)),
  )
}
