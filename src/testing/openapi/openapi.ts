/** A JSON Schema as OpenAPI 3.0 has it. */
export type Schema = { [keyword: string]: unknown }

type Reference = { $ref: string }
type Content = Record<string, { schema: Schema } | undefined>
type Header = { required?: boolean }
type Response = { content?: Content; headers?: Record<string, Header | Reference> }

export type Parameter = { name: string; in: string; required?: boolean; schema?: Schema }

export type Operation = {
  operationId: string
  parameters?: Parameter[]
  requestBody?: { content: Content }
  responses: Record<string, Response | Reference | undefined>
}

/** The parts of an OpenAPI document that tests read. */
export type OpenApi = {
  paths: Record<string, Record<string, Operation>>
  components: {
    schemas: Record<string, Schema>
    responses?: Record<string, Response>
    headers?: Record<string, Header>
  }
}

/** An operation, and where and how it is asked for. */
export type Endpoint = { path: string; method: string; operation: Operation }

/** Every operation of a document. */
export function endpointsOf({ paths }: OpenApi): Endpoint[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  )
}

/** What a document says of the answers of an operation with some status; undefined for nothing. */
function responseOf(
  { components }: OpenApi,
  { responses }: Operation,
  status: number | string,
): Response | undefined {
  const response = responses[status]
  if (response === undefined || !('$ref' in response)) return response
  return components.responses?.[nameIn(response.$ref)] ?? {}
}

/** The bodies among it. */
export function contentOf(
  document: OpenApi,
  operation: Operation,
  status: number,
): Content | undefined {
  const response = responseOf(document, operation, status)
  return response && (response.content ?? {})
}

/** The headers among it: names in lower case, and whether each is always there. */
export function headersOf(
  document: OpenApi,
  operation: Operation,
  status: number | string,
): Map<string, boolean> {
  const { headers = {} } = responseOf(document, operation, status) ?? {}
  const { headers: named = {} } = document.components
  return new Map(
    Object.entries(headers).map(([name, header]) => {
      const { required = false } = '$ref' in header ? (named[nameIn(header.$ref)] ?? {}) : header
      return [name.toLowerCase(), required]
    }),
  )
}

/** The schema of that name. */
export function schemaAt({ components }: OpenApi, reference: string): Schema {
  return components.schemas[nameIn(reference)] ?? {}
}

function nameIn(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1)
}
