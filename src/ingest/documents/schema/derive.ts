import type { ItemSchema, JsonSchema, TableSchemas } from './schema-types.ts'

/** What the property `version` must hold: an object with this major and at most this minor. */
export function versionObject(major: number, minorMax: number): JsonSchema {
  return {
    type: 'object',
    required: ['major'],
    additionalProperties: false,
    properties: {
      major: { const: major, description: String(major) },
      minor: {
        type: 'integer',
        minimum: 0,
        maximum: minorMax,
        description: `a whole number from 0 to ${minorMax}`,
      },
    },
    description: `an object such as {"major": ${major}, "minor": ${minorMax}}`,
  }
}

/** The same items with more properties, or other types for some of them. */
export function withProperties(
  item: ItemSchema,
  properties: Readonly<Record<string, JsonSchema>>,
): ItemSchema {
  return { ...item, properties: { ...item.properties, ...properties } }
}

/** The same items without some properties, which are then neither allowed nor required. */
export function withoutProperties(item: ItemSchema, ...names: readonly string[]): ItemSchema {
  return {
    required: item.required.filter((name) => !names.includes(name)),
    properties: Object.fromEntries(
      Object.entries(item.properties).filter(([name]) => !names.includes(name)),
    ),
  }
}

/** The same items with some properties under another name, with the same type. */
export function withRenamed(item: ItemSchema, names: Readonly<Record<string, string>>): ItemSchema {
  const renamed = (name: string) => names[name] ?? name
  return {
    required: item.required.map(renamed),
    properties: Object.fromEntries(
      Object.entries(item.properties).map(([name, schema]) => [renamed(name), schema]),
    ),
  }
}

/** The same items with other required properties. */
export function withRequired(item: ItemSchema, ...required: readonly string[]): ItemSchema {
  return { ...item, required }
}

/**
 * The same tables, with shared types replaced wherever they are used, however deep. What contains
 * none of them stays the same object, so that it can be replaced by a later call.
 */
export function withTypes<Table extends string>(
  tables: TableSchemas<Table>,
  replacements: ReadonlyMap<unknown, JsonSchema>,
): TableSchemas<Table> {
  const replace = (value: unknown): unknown => {
    const replacement = replacements.get(value)
    if (replacement !== undefined) return replacement
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    const parts = Object.entries(value).map(([name, part]) => [name, replace(part)] as const)
    const changed = parts.some(([name, part]) => part !== Reflect.get(value, name))
    return changed ? Object.fromEntries(parts) : value
  }
  return replace(tables) as TableSchemas<Table>
}
