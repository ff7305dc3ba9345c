import { Ajv, type ValidateFunction } from 'ajv'

type Schema = { [keyword: string]: unknown }
type Operation = { operationId: string; responses: Record<string, Response | undefined> }
type Response = { content?: Record<string, { schema: Schema } | undefined> }

/** The parts of an OpenAPI document that say what is answered. */
export type OpenApi = {
  paths: Record<string, { get: Operation }>
  components: { schemas: Record<string, Schema> }
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z$/

/**
 * Compiles what an OpenAPI document says of JSON answers. Members that it does not name are faults,
 * although OpenAPI lets them pass: the document shall tell everything.
 *
 * @returns the check for the answers of an operation with some status; undefined when the document
 *   knows no such answer
 */
export function answerSchemas(
  document: OpenApi,
): (operationId: string, status: number) => ValidateFunction | undefined {
  const ajv = new Ajv({ strict: false, formats: { 'date-time': instant } })
  const operations = new Map(
    Object.values(document.paths).map(({ get }) => [get.operationId, get.responses]),
  )
  const compiled = new Map<string, ValidateFunction>()
  return (operationId, status) => {
    const key = `${operationId} ${status}`
    const schema = operations.get(operationId)?.[status]?.content?.['application/json']?.schema
    const known = compiled.get(key)
    if (known !== undefined || schema === undefined) return known
    const check = ajv.compile(closed(schema, document.components.schemas))
    compiled.set(key, check)
    return check
  }
}

/** The schema with references and `allOf` put in place, closed to members that it does not name. */
function closed(schema: unknown, named: Record<string, Schema>): Schema {
  const whole = inPlace(schema as Schema, named)
  const { type, nullable, ...rest } = Object.fromEntries(
    Object.entries(whole).map(([keyword, value]) => [keyword, closedWithin(keyword, value, named)]),
  )
  // without a type, `nullable` says nothing, and ajv refuses it
  const typed = type === undefined ? {} : { type, nullable: nullable ?? false }
  const isOpen = whole['properties'] === undefined || whole['additionalProperties'] !== undefined
  return { ...typed, ...rest, ...(isOpen ? {} : { additionalProperties: false }) }
}

function closedWithin(keyword: string, value: unknown, named: Record<string, Schema>): unknown {
  if (keyword === 'anyOf') return (value as Schema[]).map((one) => closed(one, named))
  if (keyword === 'properties') {
    const members = Object.entries(value as Record<string, Schema>)
    return Object.fromEntries(members.map(([name, one]) => [name, closed(one, named)]))
  }
  const isSchema = keyword === 'items' || keyword === 'additionalProperties'
  return isSchema && typeof value === 'object' ? closed(value, named) : value
}

function inPlace(schema: Schema, named: Record<string, Schema>): Schema {
  if (typeof schema['$ref'] === 'string') {
    return inPlace(named[schema['$ref'].split('/').at(-1) ?? ''] ?? {}, named)
  }
  if (schema['allOf'] === undefined) return schema
  const parts = (schema['allOf'] as Schema[]).map((part) => inPlace(part, named))
  return {
    type: 'object',
    properties: Object.assign({}, ...parts.map((part) => part['properties'])) as Schema,
    required: parts.flatMap((part) => (part['required'] as string[] | undefined) ?? []),
  }
}
