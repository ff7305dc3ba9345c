import { readFileSync } from 'node:fs'
import { routingPath } from '../../../src/http/request-target.ts'
import type { Request } from '../read/series/series.ts'

/** An operation of the OpenAPI document. */
export type Operation = { id: string; method: 'GET' | 'POST'; template: string }

type Document = { paths: Record<string, Partial<Record<'get' | 'post', { operationId: string }>>> }

/** Every operation that the document describes, in its order. */
export function documentedOperations(): Operation[] {
  const { paths } = JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as Document
  return Object.entries(paths).flatMap(([template, { get, post }]) => [
    ...(get === undefined ? [] : [{ id: get.operationId, method: 'GET' as const, template }]),
    ...(post === undefined ? [] : [{ id: post.operationId, method: 'POST' as const, template }]),
  ])
}

/** Which of the operations answers a request: the first whose path fits, as the service routes. */
export function operationOf(
  operations: readonly Operation[],
  { path, body }: Request,
): Operation | undefined {
  const method = body === undefined ? 'GET' : 'POST'
  const isServed = (template: string) => operations.some((one) => one.template === template)
  const segments = routingPath(`http://localhost${path}`, isServed).split('/')
  return operations.find((one) => one.method === method && fits(one.template, segments))
}

function fits(template: string, segments: readonly string[]): boolean {
  const parts = template.split('/')
  return (
    parts.length === segments.length &&
    parts.every((part, index) =>
      part.startsWith('{') ? segments[index] !== '' : part === segments[index],
    )
  )
}
