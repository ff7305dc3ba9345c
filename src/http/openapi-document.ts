import { version } from '../platform/version.ts'
import type { HttpApp } from './http-app.ts'

type Document = ReturnType<HttpApp['getOpenAPIDocument']>

/** What clients of the existing API find there (api-misc.md 1.17), and the version of this program. */
const info = {
  title: 'KernelCI Dashboard API',
  version,
  description: 'API for the KernelCI dashboard',
}

/** What the groups of endpoints are about. */
const tags = [
  {
    name: 'tree',
    description:
      'Trees and their commits. A tree is a name, a repository and a branch; builds, boots and tests ' +
      'of all checkouts of a commit are counted together. Boots are tests whose path is `boot` or ' +
      'begins with `boot.`, and are never among the tests.',
  },
  {
    name: 'hardware',
    description:
      'Where tests ran. A platform names one kind of device; its compatibles, strings of the device tree, ' +
      'name what it has in common with others. Tests count under the origin that ran them.',
  },
  { name: 'build', description: 'Single builds' },
  { name: 'test', description: 'Single tests and boots' },
  { name: 'origins', description: 'Who sends results' },
  { name: 'schema', description: 'This description' },
]

/** The OpenAPI document of all mounted routes, without pages for people and probes. */
export function openApiDocument(app: HttpApp): Document {
  const document = app.getOpenAPIDocument({ openapi: '3.0.3', info, tags })
  const paths = Object.entries(document.paths).filter(([, item]) => !item.get?.['x-page'])
  return { ...document, paths: Object.fromEntries(paths) }
}
