import type { HttpApp } from './http-app.ts'

type Document = ReturnType<HttpApp['getOpenAPIDocument']>

/** What clients of the existing API find there (api-misc.md 1.17). */
const info = {
  title: 'KernelCI Dashboard API',
  version: '0.9.0',
  description: 'API for the KernelCI dashboard',
}

/** The OpenAPI document of all mounted routes, without pages for people and probes. */
export function openApiDocument(app: HttpApp): Document {
  const document = app.getOpenAPIDocument({ openapi: '3.0.3', info })
  const paths = Object.entries(document.paths).filter(([, item]) => !item.get?.['x-page'])
  return { ...document, paths: Object.fromEntries(paths) }
}
