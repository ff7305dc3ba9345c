import { expect, it } from 'vitest'
import { parseExactly } from './exact-json.ts'
import { isJsonObject } from './json-object.ts'

it.each(['{}', '{"rawJSON":"1"}', '{"__proto__":null}'])('%s is an object', (text) => {
  expect(isJsonObject(parseExactly(text))).toBe(true)
})

it.each(['null', '[]', '"{}"', '1', '12345678901234567890'])('%s is none', (text) => {
  expect(isJsonObject(parseExactly(text))).toBe(false)
})
