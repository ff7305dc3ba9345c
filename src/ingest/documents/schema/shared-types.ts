import type { JsonSchema } from './schema-types.ts'

/** The types that items are made of in versions 5.0 to 5.3 (submission-format.md 2.1). */

export const text: JsonSchema = {
  type: 'string',
  pattern: '^[^\\u0000]*$',
  description: 'a text without U+0000',
}

export const origin: JsonSchema = {
  type: 'string',
  pattern: '^[a-z0-9_]+$',
  description: 'an origin: one or more of a-z, 0-9 and _',
}

export const ref: JsonSchema = {
  type: 'string',
  pattern: '^[a-z0-9_]+:[^\\u0000]*$',
  description: 'an id: an origin, a colon, and anything but U+0000',
}

export const uri: JsonSchema = {
  type: 'string',
  format: 'uri',
  description: 'an absolute URI of RFC 3986',
}

export const repositoryUrl: JsonSchema = {
  type: 'string',
  format: 'uri',
  pattern: '^https://',
  description: 'an absolute URI of RFC 3986 that begins with https://',
}

export const time: JsonSchema = {
  type: 'string',
  format: 'date-time',
  description: 'a date and time of RFC 3339 with a zone and without a leap second',
}

export const email: JsonSchema = {
  type: 'string',
  format: 'email',
  description: 'an e-mail address with an @',
}

export const commitHash: JsonSchema = {
  type: 'string',
  pattern: '^[0-9a-f]{40}$',
  description: 'exactly 40 of 0-9 and a-f',
}

export const patchsetHash: JsonSchema = {
  type: 'string',
  pattern: '^([0-9a-f]{64})?$',
  description: 'empty or exactly 64 of 0-9 and a-f',
}

export const architecture: JsonSchema = {
  type: 'string',
  pattern: '^[a-z0-9_]*$',
  description: 'an architecture: any number of a-z, 0-9 and _',
}

export const path: JsonSchema = {
  type: 'string',
  pattern: '^(?:[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*)?$',
  description: 'a path: segments of A-Z, a-z, 0-9, _ and - between single dots',
}

export const compatible: JsonSchema = {
  type: 'string',
  pattern: '^[^ \\u0000]+$',
  description: 'a compatible: not empty, without spaces and U+0000',
}

export const excerpt: JsonSchema = {
  type: 'string',
  maxLength: 16384,
  pattern: '^[^\\u0000]*$',
  description: 'a text of at most 16384 characters without U+0000',
}

export const status: JsonSchema = {
  type: 'string',
  enum: ['FAIL', 'ERROR', 'MISS', 'PASS', 'DONE', 'SKIP'],
  description: 'one of FAIL, ERROR, MISS, PASS, DONE and SKIP',
}

const resourceName: JsonSchema = {
  type: 'string',
  pattern: '^[^/\\u0000]+$',
  description: 'a file name: not empty, without / and U+0000',
}

export const anObject: JsonSchema = { type: 'object', description: 'an object' }
export const anArray: JsonSchema = { type: 'array', description: 'an array' }

/** Free in form. */
export const misc: JsonSchema = { ...anObject }

export const boolean: JsonSchema = { type: 'boolean', description: 'true or false' }
export const number: JsonSchema = { type: 'number', description: 'a number' }

export const numberPrefix: JsonSchema = {
  enum: ['metric', 'binary'],
  description: 'one of metric and binary',
}

export const itemVersion: JsonSchema = {
  type: 'integer',
  minimum: 0,
  description: 'a whole number, not negative',
}

/** A list of any length. */
export function arrayOf(items: JsonSchema): JsonSchema {
  return { ...anArray, items }
}

/** An object without other properties than these. */
export function objectOf(
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[] = [],
): JsonSchema {
  return { ...anObject, required, additionalProperties: false, properties }
}

export const resources = arrayOf(objectOf({ name: resourceName, url: uri }, ['name', 'url']))
