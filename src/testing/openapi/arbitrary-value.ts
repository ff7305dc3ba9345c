import fc from 'fast-check'
import { boundaryInstants, boundaryNumbers, hostileTexts } from './hostile-texts.ts'
import { type Ingredients, usually } from './ingredients.ts'
import { type Schema, schemaAt } from './openapi.ts'

const hostile = fc.constantFrom(...hostileTexts)
const boundary = fc.constantFrom(...boundaryNumbers, ...boundaryInstants)
const random = fc.string({ unit: 'grapheme', maxLength: 40 })

/** What a schema says of a value itself: its words, its example, its default, its bounds and beyond. */
function describedTexts(schema: Schema): string[] {
  const { enum: words = [], minimum, maximum } = schema
  const items = typeof schema['items'] === 'object' ? describedTexts(schema['items'] as Schema) : []
  const bounds = [minimum, maximum].filter((bound) => typeof bound === 'number')
  const values = [
    ...(words as unknown[]),
    schema['example'],
    schema['default'],
    ...(schema['type'] === 'boolean' ? ['true', 'false', 'yes', 'TRUE', '2'] : []),
    ...bounds.flatMap((bound) => [bound - 1, bound, bound + 1]),
  ]
  return [...values.filter((value) => value !== undefined && value !== null).map(String), ...items]
}

/**
 * A value of a parameter: mostly one that exists or that its description mentions, so that requests
 * get past the first check, else one at a boundary, a hostile or a random one.
 */
export function arbitraryText(
  name: string,
  schema: Schema,
  ingredients: Ingredients,
): fc.Arbitrary<string> {
  const { known, isOdd } = ingredients
  const existing = known[name] ?? []
  const isSure = !isOdd && existing.length > 0
  const likely = isSure ? existing : [...existing, ...describedTexts(schema)]
  const usual = likely.length === 0 ? random : fc.constantFrom(...likely)
  return usually(ingredients, 1, usual, boundary, hostile)
}

/** A JSON value that a schema describes; when it may be odd, anything else may be somewhere in it. */
export function arbitraryJson(
  schema: Schema,
  ingredients: Ingredients,
  name = '',
): fc.Arbitrary<unknown> {
  const { $ref, anyOf, oneOf, example } = schema
  const within = (part: unknown, of = '') => arbitraryJson((part ?? {}) as Schema, ingredients, of)
  if (typeof $ref === 'string') return within(schemaAt(ingredients.document, $ref), name)
  const choices = (anyOf ?? oneOf) as Schema[] | undefined
  const chosen = choices?.map((one) => within(one, name)) ?? [
    describedJson(schema, name, ingredients, within),
  ]
  // of an array or object the members say what exists, which is better than an example
  const isExample = choices !== undefined && example !== undefined
  const usual = isExample ? fc.constant(example) : fc.oneof(...chosen)
  return usually(ingredients, 6, usual, fc.jsonValue({ maxDepth: 2 }), hostile)
}

function describedJson(
  schema: Schema,
  name: string,
  ingredients: Ingredients,
  within: (part: unknown, name?: string) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  const { type, properties, additionalProperties, required = [] } = schema
  const text = arbitraryText(name, schema, ingredients)
  const kinds = kindsOfTuple(schema)
  if (kinds !== null) return fc.tuple(...kinds.map((kind) => within(kind, name)))
  if (type === 'array') {
    const minLength = ingredients.isOdd ? 0 : 1
    return fc.array(within(schema['items'], name), { minLength, maxLength: 4 })
  }
  if (type === 'object' && properties !== undefined) {
    const members = Object.entries(properties as Record<string, Schema>)
    const model = Object.fromEntries(members.map(([key, part]) => [key, within(part, key)]))
    return fc.record(model, { requiredKeys: required as string[] })
  }
  if (type === 'object') {
    const names = arbitraryText(name, {}, ingredients)
    return fc.dictionary(names, within(additionalProperties), { maxKeys: 4 })
  }
  if (type === 'integer' || type === 'number') return text.map((value) => Number(value) || 0)
  return type === 'boolean' ? fc.boolean() : text
}

/** OpenAPI 3.0 has no word for tuples; as many kinds as items, of which there is a fixed number, are one. */
function kindsOfTuple({ type, items, minItems, maxItems }: Schema): Schema[] | null {
  const { anyOf } = (items ?? {}) as { anyOf?: Schema[] }
  const isTuple = type === 'array' && minItems === maxItems && anyOf?.length === minItems
  return isTuple && anyOf !== undefined ? anyOf : null
}
