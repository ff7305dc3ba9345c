import { version } from '../platform/process/version.ts'
import type { HttpApp } from './http-app.ts'

type Document = ReturnType<HttpApp['getOpenAPIDocument']>

/** What clients of the existing API find there (api-misc.md 1.17), and the version of this program. */
const info = {
  title: 'KernelCI Dashboard API',
  version,
  description: 'API for the KernelCI dashboard',
  license: { name: 'MIT', url: 'https://spdx.org/licenses/MIT.html' },
}

/** Wherever this document came from, and nobody needs to say who they are (api-misc.md 1.16). */
const access = { servers: [{ url: '/' }], security: [] }

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
  {
    name: 'issue',
    description:
      'Known problems, in versions. An incident says that a build or a test shows a version of an issue; one that ' +
      'was taken back (`present` is false) counts nowhere.',
  },
  { name: 'metrics', description: 'How much arrives' },
  { name: 'origins', description: 'Who sends results' },
  { name: 'log', description: 'Files of other hosts, for pages that may not read them there' },
  { name: 'schema', description: 'This description' },
]

/** The OpenAPI document of all mounted routes, without pages for people and probes. */
export function openApiDocument(app: HttpApp): Document {
  const document = app.getOpenAPIDocument({ openapi: '3.0.3', info, tags, ...access })
  const paths = Object.entries(document.paths).filter(([, item]) => !item.get?.['x-page'])
  return withoutIdleNullable({ ...document, paths: Object.fromEntries(paths) })
}

/** What is nullable beside one of these is a value of some kind, or null. */
const kinds = ['type', 'allOf', 'anyOf', 'oneOf', '$ref']

/** Of any value whatever, null among them, `nullable` says nothing, and some readers refuse it there. */
function withoutIdleNullable<Part>(part: Part): Part {
  if (typeof part !== 'object' || part === null) return part
  if (Array.isArray(part)) return part.map((one: unknown) => withoutIdleNullable(one)) as Part
  const isIdle = !kinds.some((kind) => Object.hasOwn(part, kind))
  const members = Object.entries(part)
    .filter(([name, value]) => !(isIdle && name === 'nullable' && value === true))
    .map(([name, value]) => [name, withoutIdleNullable(name === 'anyOf' ? choices(value) : value)])
  return Object.fromEntries(members) as Part
}

/** Null as a choice of its own would be any value: it is a value of one of the others instead. */
function choices(all: Record<string, unknown>[]): Record<string, unknown>[] {
  const others = all.filter((one) => !isNullAlone(one))
  const typed = others.find((one) => Object.hasOwn(one, 'type'))
  if (others.length === all.length || typed === undefined) return others
  return others.map((one) => (one === typed ? { ...one, nullable: true } : one))
}

function isNullAlone(schema: Record<string, unknown>): boolean {
  return schema['nullable'] === true && Object.keys(schema).length === 1
}
