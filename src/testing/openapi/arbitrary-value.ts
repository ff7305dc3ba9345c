import fc from 'fast-check'
import { boundaryInstants, boundaryNumbers, hostileTexts } from './hostile-texts.ts'
import { type OpenApi, type Schema, schemaAt } from './openapi.ts'

/** Values that exist, by the name of a parameter or member that may hold them. */
export type KnownValues = Readonly<Record<string, readonly string[]>>

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
  known: KnownValues,
): fc.Arbitrary<string> {
  const likely = [...(known[name] ?? []), ...describedTexts(schema)]
  const unlikely = [
    { weight: 1, arbitrary: boundary },
    { weight: 2, arbitrary: hostile },
    { weight: 1, arbitrary: random },
  ]
  if (likely.length === 0) return fc.oneof(...unlikely)
  return fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...likely) }, ...unlikely)
}

/** A JSON value that a schema describes, mostly; somewhere in it may be anything else. */
export function arbitraryJson(
  document: OpenApi,
  schema: Schema,
  known: KnownValues,
  name = '',
): fc.Arbitrary<unknown> {
  const within = (part: unknown, of = '') =>
    arbitraryJson(document, (part ?? {}) as Schema, known, of)
  if (typeof schema['$ref'] === 'string') return within(schemaAt(document, schema['$ref']), name)
  const choices = (schema['anyOf'] ?? schema['oneOf']) as Schema[] | undefined
  const described = choices
    ? fc.oneof(...choices.map((one) => within(one, name)))
    : describedJson(schema, name, known, within)
  return fc.oneof(
    { weight: 12, arbitrary: described },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
    { weight: 1, arbitrary: hostile },
  )
}

function describedJson(
  schema: Schema,
  name: string,
  known: KnownValues,
  within: (part: unknown, name?: string) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  const { type, properties, additionalProperties, required = [] } = schema
  if (type === 'array') return fc.array(within(schema['items'], name), { maxLength: 4 })
  if (type === 'object' && properties !== undefined) {
    const members = Object.entries(properties as Record<string, Schema>)
    const model = Object.fromEntries(members.map(([key, part]) => [key, within(part, key)]))
    return fc.record(model, { requiredKeys: required as string[] })
  }
  if (type === 'object') {
    return fc.dictionary(arbitraryText(name, {}, known), within(additionalProperties), {
      maxKeys: 4,
    })
  }
  if (type === 'integer' || type === 'number') {
    return arbitraryText(name, schema, known).map((text) => Number(text))
  }
  if (type === 'boolean') return fc.boolean()
  return arbitraryText(name, schema, known)
}
