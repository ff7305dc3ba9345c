import fc from 'fast-check'
import { arbitraryText } from './arbitrary-value.ts'
import { brokenEscapes } from './hostile-texts.ts'
import { type Ingredients, usually } from './ingredients.ts'
import type { Endpoint, Parameter } from './openapi.ts'

const broken = fc.constantFrom(...brokenEscapes)

/** Operators behind the name of a filter: some that exist, and what is none. */
const operators = ['_[exact]', '_[in]', '_[gte]', '_[lt]', '_[like]', '_[nope]', '_[', '[]']

/** The path and query of a request, escaped: parameters repeated, missing, unknown. */
export function arbitraryTarget(
  { path, operation: { parameters = [] } }: Endpoint,
  ingredients: Ingredients,
): fc.Arbitrary<string> {
  return fc
    .tuple(arbitraryPath(path, parameters, ingredients), arbitraryQuery(parameters, ingredients))
    .map(([filled, query]) => (query === '' ? filled : `${filled}?${query}`))
}

function arbitraryPath(
  path: string,
  parameters: readonly Parameter[],
  ingredients: Ingredients,
): fc.Arbitrary<string> {
  const segments = path.split('/').map((segment) => {
    const name = /^\{(\w+)\}$/.exec(segment)?.[1]
    if (name === undefined) return fc.constant(segment)
    const schema = parameters.find((one) => one.in === 'path' && one.name === name)?.schema
    return escaped(arbitraryText(name, schema ?? {}, ingredients), ingredients)
  })
  return fc.tuple(...segments).map((parts) => parts.join('/'))
}

function arbitraryQuery(
  parameters: readonly Parameter[],
  ingredients: Ingredients,
): fc.Arbitrary<string> {
  const inQuery = parameters.filter((one) => one.in === 'query')
  const sent = ({ name, schema = {} }: Parameter) =>
    fc.tuple(
      nameNear(name, ingredients),
      escaped(arbitraryText(name, schema, ingredients), ingredients),
    )
  // those that say which of the things that exist is meant, and without which most answers are alike
  const isTelling = ({ name, required }: Parameter) =>
    required || (ingredients.known[name] !== undefined && !isFilter(name))
  const telling = inQuery.filter(isTelling).map((one) => fc.option(sent(one), { freq: 10 }))
  const more = inQuery.length === 0 ? [] : [fc.oneof(...inQuery.map(sent))]
  const unknown = fc.tuple(fc.string(), fc.string()).map((pair) => pair.map(escape))
  const other = fc.oneof(...more, ingredients.isOdd ? unknown : fc.constant(null))
  const others = fc.array(other, { maxLength: 3 })
  return fc.tuple(fc.tuple(...telling), others).map((parts) =>
    parts
      .flat()
      .filter((pair) => pair !== null)
      .map((pair) => pair.join('='))
      .join('&'),
  )
}

/** Names of filters are open: any may carry an operator. */
function isFilter(name: string): boolean {
  return name.startsWith('filter_')
}

function nameNear(name: string, ingredients: Ingredients): fc.Arbitrary<string> {
  const usual = fc.constant(escape(name))
  if (!isFilter(name)) return usual
  const base = name.replace(/_\[\w+\]$/, '')
  return usually(
    ingredients,
    2,
    usual,
    fc.constantFrom(...operators).map((operator) => escape(base + operator)),
  )
}

/** As a client would send it; sometimes as no client should. A slash may stay, as in a branch. */
function escaped(text: fc.Arbitrary<string>, ingredients: Ingredients): fc.Arbitrary<string> {
  const usual = text.map(escape)
  const sparing = usual.map((value) => value.replaceAll('%2F', '/').replaceAll('%3A', ':'))
  return usually(ingredients, 8, usual, sparing, broken)
}

function escape(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}
