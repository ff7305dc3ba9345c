import type { RouteConfig, z } from '@hono/zod-openapi'
import type { HttpApp } from '../http-app.ts'

/**
 * Describes a route with its body in the OpenAPI document. It must be mounted hidden and without the
 * body, which the handler reads: the framework would refuse a `Content-Type` that clients may send, and
 * has no place for the errors that they know (hardware.md 1.1, 4.2).
 */
export function documentWithBody(app: HttpApp, route: RouteConfig, schema: z.ZodType): void {
  const body = { required: true, content: { 'application/json': { schema } } }
  app.openAPIRegistry.registerPath({ ...route, request: { ...route.request, body } })
}
