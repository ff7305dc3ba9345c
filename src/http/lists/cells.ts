import { z } from '@hono/zod-openapi'
import type { Item } from './list.ts'

/** A column of a table that is made of a list. */
export type Column = {
  /** The member of the items, with dots before members of members. */
  readonly name: string
  readonly path: readonly string[]
}

/**
 * The columns in which items are shown: one for each member, in the order of the schema, so that they
 * depend on nothing that happens to be in the data. Members whose own members are known become a column
 * each; what else has members is one column of JSON.
 */
export function columnsOf(item: z.ZodObject, before: readonly string[] = []): Column[] {
  return Object.entries(item.shape).flatMap(([name, schema]) => {
    const path = [...before, name]
    const object = objectIn(schema)
    if (object === null) return [{ name: path.join('.'), path }]
    const members = columnsOf(object, path)
    return isOpen(object) ? [...members, { name: path.join('.'), path }] : members
  })
}

/** Of a value that may also be null. */
function objectIn(schema: unknown): z.ZodObject | null {
  if (schema instanceof z.ZodNullable) return objectIn(schema.unwrap())
  return schema instanceof z.ZodObject ? schema : null
}

/** Whether there may be more members than those that are known. */
function isOpen({ def }: z.ZodObject): boolean {
  return def.catchall !== undefined && !(def.catchall instanceof z.ZodNever)
}

/** What a cell shows: numbers as they are, nothing for null, JSON for what has members. */
export function cellOf(item: Item, { path }: Column): string {
  const value = path.reduce<unknown>(memberOf, item)
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return harmless(value)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return (value as Item)[name]
}

/** What spreadsheets would take for a formula, and run, gets an apostrophe in front (decisions.md 2). */
function harmless(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
}
