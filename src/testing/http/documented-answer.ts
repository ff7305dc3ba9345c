import { z } from '@hono/zod-openapi'
import { expect } from 'vitest'
import type { HttpApp } from '../../http/http-app.ts'

/**
 * Demands that a body is what the OpenAPI document says of a 200 answer of `template`: nothing is
 * missing, and nothing is undocumented. (A member named `__proto__` is beyond zod.) Production does
 * not check this; it would cost more than most answers.
 */
export function expectDocumented(app: HttpApp, template: string, body: unknown): void {
  const definition = app.openAPIRegistry.definitions.find(
    (one) => one.type === 'route' && one.route.path === template,
  )
  const answer = definition?.type === 'route' ? definition.route.responses[200] : undefined
  const content = answer !== undefined && 'content' in answer ? answer.content : undefined
  const media = content?.['application/json']
  const schema = media !== undefined && 'schema' in media ? media.schema : undefined
  if (!(schema instanceof z.ZodType)) throw new Error(`no schema for ${template}`)
  expect(schema.parse(body)).toEqual(body)
}
