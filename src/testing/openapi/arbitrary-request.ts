import fc from 'fast-check'
import { arbitraryTarget } from './arbitrary-target.ts'
import { arbitraryJson } from './arbitrary-value.ts'
import { type Ingredients, type KnownValues, usually } from './ingredients.ts'
import { type Endpoint, endpointsOf, type OpenApi } from './openapi.ts'

/** A request as it is sent: everything that must be escaped is. */
export type MadeUpRequest = {
  method: string
  /** Path and query. */
  target: string
  headers: Record<string, string>
  body: string | null
}

const otherMethods = fc.constantFrom('GET', 'HEAD', 'OPTIONS', 'POST', 'DELETE')

const headers = fc.record(
  {
    accept: fc.constantFrom(
      '*/*',
      'application/json',
      'text/html',
      'image/png',
      'TEXT/CSV;q=0',
      '',
    ),
    'content-type': fc.constantFrom(
      'application/json',
      'application/json',
      'text/plain',
      'nonsense',
    ),
    'accept-encoding': fc.constantFrom('gzip', 'br', 'GZIP;Q=0', 'identity;q=0', '*'),
    origin: fc.constantFrom('https://dashboard.kernelci.org', 'null', 'nonsense'),
    'x-forwarded-proto': fc.constantFrom('https', 'http', 'HTTPS, http'),
    'if-none-match': fc.constantFrom('*', '"x"', 'W/"x"', 'nonsense'),
    range: fc.constantFrom('bytes=0-1', 'bytes=5-1', 'nonsense'),
  },
  { requiredKeys: [] },
)

const hostileBodies = fc.constantFrom(
  '',
  ' ',
  'null',
  '1',
  '"text"',
  '[]',
  '{}',
  '{',
  '\uFEFF{}',
  '{"a":1}{"a":2}',
  '{"a":1e999}',
  '{"__proto__":{"a":1}}',
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  JSON.stringify({ text: 'x'.repeat(200_000) }),
)

/**
 * Requests that an OpenAPI document knows, and requests near them: every parameter and body with
 * values that exist, random ones, ones at a boundary and hostile ones; repeated, missing, unknown.
 * One in four has nothing odd, lest what lies behind the checks of parameters is hardly reached.
 *
 * @param known sets of values that exist, of which one request takes one
 */
export function arbitraryRequest(
  document: OpenApi,
  known: readonly KnownValues[],
): fc.Arbitrary<MadeUpRequest> {
  const requests = endpointsOf(document).flatMap((endpoint) =>
    known.flatMap((values) => [
      { weight: 1, arbitrary: requestTo(endpoint, { document, known: values, isOdd: false }) },
      { weight: 3, arbitrary: requestTo(endpoint, { document, known: values, isOdd: true }) },
    ]),
  )
  return fc.oneof(...requests)
}

function requestTo(endpoint: Endpoint, ingredients: Ingredients): fc.Arbitrary<MadeUpRequest> {
  const method = fc.constant(endpoint.method.toUpperCase())
  return fc.record({
    method: usually(ingredients, 30, method, otherMethods),
    target: arbitraryTarget(endpoint, ingredients),
    headers,
    body: arbitraryBody(endpoint, ingredients),
  })
}

function arbitraryBody(
  { operation: { requestBody } }: Endpoint,
  ingredients: Ingredients,
): fc.Arbitrary<string | null> {
  const schema = requestBody?.content['application/json']?.schema
  if (schema === undefined) return fc.constant(null)
  const described = arbitraryJson(schema, ingredients).map((value) => JSON.stringify(value))
  return usually(ingredients, 3, described, hostileBodies, fc.json(), fc.constant(null))
}
