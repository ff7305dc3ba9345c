import { Ajv, type ValidateFunction } from 'ajv'
import { contentOf, endpointsOf, type OpenApi, type Schema, schemaAt } from './openapi.ts'

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
    endpointsOf(document).map(({ operation }) => [operation.operationId, operation]),
  )
  const compiled = new Map<string, ValidateFunction>()
  return (operationId, status) => {
    const key = `${operationId} ${status}`
    const operation = operations.get(operationId)
    const content = operation && contentOf(document, operation, status)
    const schema = content?.['application/json']?.schema
    const known = compiled.get(key)
    if (known !== undefined || schema === undefined) return known
    const check = ajv.compile(closed(schema, document))
    compiled.set(key, check)
    return check
  }
}

/** The schema with references and `allOf` put in place, closed to members that it does not name. */
function closed(schema: unknown, document: OpenApi): Schema {
  const whole = inPlace(schema as Schema, document)
  const { type, nullable, ...rest } = Object.fromEntries(
    Object.entries(whole).map(([keyword, value]) => [
      keyword,
      closedWithin(keyword, value, document),
    ]),
  )
  // without a type, `nullable` says nothing, and ajv refuses it
  const typed = type === undefined ? {} : { type, nullable: nullable ?? false }
  const isOpen = whole['properties'] === undefined || whole['additionalProperties'] !== undefined
  return { ...typed, ...rest, ...(isOpen ? {} : { additionalProperties: false }) }
}

function closedWithin(keyword: string, value: unknown, document: OpenApi): unknown {
  if (keyword === 'anyOf') return (value as Schema[]).map((one) => closed(one, document))
  if (keyword === 'properties') {
    const members = Object.entries(value as Record<string, Schema>)
    return Object.fromEntries(members.map(([name, one]) => [name, closed(one, document)]))
  }
  const isSchema = keyword === 'items' || keyword === 'additionalProperties'
  return isSchema && typeof value === 'object' ? closed(value, document) : value
}

function inPlace(schema: Schema, document: OpenApi): Schema {
  if (typeof schema['$ref'] === 'string') {
    return inPlace(schemaAt(document, schema['$ref']), document)
  }
  if (schema['allOf'] === undefined) return schema
  const parts = (schema['allOf'] as Schema[]).map((part) => inPlace(part, document))
  const nullable = schema['nullable'] ?? false
  if (parts.length === 1) return { ...parts[0], nullable }
  return {
    type: 'object',
    nullable,
    properties: Object.assign({}, ...parts.map((part) => part['properties'])) as Schema,
    required: parts.flatMap((part) => (part['required'] as string[] | undefined) ?? []),
  }
}
