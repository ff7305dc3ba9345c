import type { MadeUpRequest } from './arbitrary-request.ts'
import { filledRequest, type Value } from './filled-request.ts'
import { type Endpoint, type OpenApi, type Schema, schemaAt } from './openapi.ts'

/**
 * The request that a page made from an OpenAPI document sends when somebody tries an operation without
 * filling in anything: examples, else defaults; what has neither is left out.
 *
 * @throws Error for something that must be given and has neither
 */
export function exampleRequest(document: OpenApi, endpoint: Endpoint): MadeUpRequest {
  const { parameters = [], requestBody } = endpoint.operation
  const values = new Map<string, Value>()
  for (const { name, schema = {}, required } of parameters) {
    const value = exampleOf(document, schema)
    if (value !== undefined)
      values.set(name, Array.isArray(value) ? value.map(String) : String(value))
    else if (required) throw new Error(`${endpoint.path}: ${name} has no example`)
  }
  const schema = requestBody?.content['application/json']?.schema
  const body = schema === undefined ? undefined : bodyOf(document, schema)
  return filledRequest(endpoint, (name) => values.get(name), body)
}

function bodyOf(document: OpenApi, schema: Schema): object {
  const { properties = {}, required = [] } = resolved(document, schema)
  const members = Object.entries(properties as Record<string, Schema>).map(
    ([name, member]): [string, unknown] => {
      const value = exampleOf(document, member)
      const isRequired = (required as string[]).includes(name)
      if (value === undefined && isRequired) throw new Error(`body: ${name} has no example`)
      return [name, value]
    },
  )
  return Object.fromEntries(members)
}

/** An example, a default, or a list of the one example that its items have. */
function exampleOf(document: OpenApi, schema: Schema): unknown {
  const { example, default: usual, items } = resolved(document, schema)
  if (example !== undefined || usual !== undefined) return example ?? usual
  const item = items === undefined ? undefined : exampleOf(document, items as Schema)
  return item === undefined ? undefined : [item]
}

function resolved(document: OpenApi, schema: Schema): Schema {
  return typeof schema['$ref'] === 'string' ? schemaAt(document, schema['$ref']) : schema
}
