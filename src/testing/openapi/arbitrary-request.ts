import fc from 'fast-check'
import { arbitraryJson, arbitraryText, type KnownValues } from './arbitrary-value.ts'
import { brokenEscapes } from './hostile-texts.ts'
import { type Endpoint, endpointsOf, type OpenApi, type Parameter } from './openapi.ts'

/** A request as it is sent: everything that must be escaped is. */
export type MadeUpRequest = {
  method: string
  /** Path and query. */
  target: string
  headers: Record<string, string>
  body: string | null
}

const broken = fc.constantFrom(...brokenEscapes)

/** Operators, those that exist and one that does not, that a client may put behind a filter's name. */
const operators = [
  '',
  '',
  '',
  '_[exact]',
  '_[in]',
  '_[gte]',
  '_[lt]',
  '_[like]',
  '_[nope]',
  '_[',
  '[]',
]

const bodies = [
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
]
const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
const wide = JSON.stringify({ commits: 'x'.repeat(200_000) })

/**
 * Requests that an OpenAPI document knows, and requests near them: every parameter and body with
 * values that exist, random ones, ones at a boundary and hostile ones; repeated, missing, unknown.
 *
 * @param known sets of values that exist, of which one request takes one
 */
export function arbitraryRequest(
  document: OpenApi,
  known: readonly KnownValues[],
): fc.Arbitrary<MadeUpRequest> {
  const requests = endpointsOf(document).flatMap((endpoint) =>
    known.map((values) => requestTo(document, endpoint, values)),
  )
  return fc.oneof(...requests)
}

function requestTo(
  document: OpenApi,
  { path, method, operation }: Endpoint,
  known: KnownValues,
): fc.Arbitrary<MadeUpRequest> {
  const parameters = operation.parameters ?? []
  return fc.record({
    method: methodNear(method.toUpperCase()),
    target: fc
      .tuple(arbitraryPath(path, parameters, known), arbitraryQuery(parameters, known))
      .map(([filled, query]) => (query === '' ? filled : `${filled}?${query}`)),
    headers: arbitraryHeaders,
    body: arbitraryBody(document, operation.requestBody?.content, known),
  })
}

function methodNear(method: string): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 30, arbitrary: fc.constant(method) },
    { weight: 1, arbitrary: fc.constantFrom('GET', 'HEAD', 'OPTIONS', 'POST', 'DELETE') },
  )
}

function arbitraryPath(
  path: string,
  parameters: readonly Parameter[],
  known: KnownValues,
): fc.Arbitrary<string> {
  const segments = path.split('/').map((segment) => {
    const name = /^\{(\w+)\}$/.exec(segment)?.[1]
    if (name === undefined) return fc.constant(segment)
    const schema = parameters.find((one) => one.in === 'path' && one.name === name)?.schema
    const text = arbitraryText(name, schema ?? {}, known)
    return escaped(text)
  })
  return fc.tuple(...segments).map((parts) => parts.join('/'))
}

function arbitraryQuery(
  parameters: readonly Parameter[],
  known: KnownValues,
): fc.Arbitrary<string> {
  const inQuery = parameters.filter((one) => one.in === 'query')
  const sent = (one: Parameter) =>
    fc.tuple(nameNear(one.name), escaped(arbitraryText(one.name, one.schema ?? {}, known)))
  // those that say which of the things that exist is meant, and without which most answers are alike
  const isTelling = ({ name, required }: Parameter) =>
    required || (known[name] !== undefined && !isFilter(name))
  const telling = inQuery.filter(isTelling).map((one) => fc.option(sent(one), { freq: 10 }))
  const others =
    inQuery.length === 0
      ? fc.constant([])
      : fc.array(fc.oneof(...inQuery.map(sent)), { maxLength: 3 })
  const stray = fc.option(fc.tuple(escaped(fc.string()), escaped(fc.string())), { freq: 10 })
  return fc.tuple(fc.tuple(...telling), others, stray).map(([one, more, last]) =>
    [...one, ...more, last]
      .filter((pair) => pair !== null)
      .map(([name, value]) => `${name}=${value}`)
      .join('&'),
  )
}

/** Their names are open: any may carry an operator. */
function isFilter(name: string): boolean {
  return name.startsWith('filter_')
}

function nameNear(name: string): fc.Arbitrary<string> {
  const base = name.replace(/_\[\w+\]$/, '')
  if (!isFilter(name)) return fc.constant(encodeURIComponent(name))
  return fc
    .constantFrom(name, ...operators.map((operator) => base + operator))
    .map(encodeURIComponent)
}

/** As a client would send it; sometimes as no client should. A slash may stay, as in a branch. */
function escaped(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const whole = text.map((value) => encodeURIComponent(value.toWellFormed()))
  return fc.oneof(
    { weight: 20, arbitrary: whole },
    {
      weight: 2,
      arbitrary: whole.map((value) => value.replaceAll('%2F', '/').replaceAll('%3A', ':')),
    },
    { weight: 1, arbitrary: broken },
  )
}

const arbitraryHeaders = fc.record(
  {
    accept: fc.constantFrom(
      '*/*',
      'application/json',
      'text/html',
      'image/png',
      'TEXT/CSV;q=0',
      '',
    ),
    'accept-encoding': fc.constantFrom('gzip', 'br', 'GZIP;Q=0', 'identity;q=0', '*'),
    origin: fc.constantFrom('https://dashboard.kernelci.org', 'null', 'nonsense'),
    'x-forwarded-proto': fc.constantFrom('https', 'http', 'HTTPS, http'),
    'if-none-match': fc.constantFrom('*', '"x"', 'W/"x"', 'nonsense'),
    range: fc.constantFrom('bytes=0-1', 'bytes=5-1', 'nonsense'),
  },
  { requiredKeys: [] },
)

function arbitraryBody(
  document: OpenApi,
  content: Record<string, { schema: Record<string, unknown> } | undefined> | undefined,
  known: KnownValues,
): fc.Arbitrary<string | null> {
  const schema = content?.['application/json']?.schema
  if (schema === undefined) return fc.constant(null)
  return fc.oneof(
    {
      weight: 10,
      arbitrary: arbitraryJson(document, schema, known).map((value) => JSON.stringify(value)),
    },
    { weight: 2, arbitrary: fc.constantFrom(...bodies, deep, wide) },
    { weight: 1, arbitrary: fc.json() },
    { weight: 1, arbitrary: fc.constant(null) },
  )
}
