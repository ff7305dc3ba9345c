import type { OpenAPIHono, RouteConfig } from '@hono/zod-openapi'
import type { Cost } from '../platform/turns/asked-cost.ts'

type Definition = OpenAPIHono['openAPIRegistry']['definitions'][number]

/**
 * Of an endpoint that answers from the data: its answers are kept until a commit changes them (rollup.md 7).
 */
export type AnswerData = {
  /** Whether what it answers depends on the time at which it is asked. */
  clock: boolean
  /** Whether its reads say on which part of the data an answer hangs (`src/read/versions/hangs-on.ts`). */
  namesScopes: boolean
}

/**
 * What middleware needs to know of the endpoint that answers a request. A route description says it
 * in members of its own, beside those of OpenAPI: `x-page-cached`, `x-hangs-on`, `x-cost`, `x-validation-errors`, and
 * `x-page` for what is meant for people and probes and is left out of the OpenAPI document.
 */
export type Endpoint = {
  /** The route name of api-misc.md 1.1, which metrics and logs carry. */
  name: string
  /** As in the OpenAPI document: `/api/build/{build_id}`. */
  template: string
  /** What `Allow` says. */
  allow: readonly string[]
  /** Browsers may keep a 200 answer for `CACHE_TIMEOUT` seconds (api-misc.md 1.13). */
  pageCached: boolean
  /** What its answers hang on; undefined where they come from somewhere else than the data. */
  data?: AnswerData | undefined
  /** Whether its answers are the same as long as the program runs (`x-hangs-on: nothing`). */
  isFixed?: boolean
  /** `dear` where the work for an answer grows with what is asked for (`x-cost`). */
  cost: Cost
  /** Whether an answer to bad parameters is an object or a bare JSON text (trees.md 1.1, E-obj, E-str). */
  validationErrors: 'object' | 'text'
}

/** Finds the endpoint of a path, whatever the method: methods come after paths (api-misc.md 1.1). */
export type EndpointTable = {
  all: readonly Endpoint[]
  at: (path: string) => Endpoint | undefined
  has: (template: string) => boolean
}

/** Builds the table from all mounted routes, in the order in which they were mounted. */
export function endpointTable(definitions: readonly Definition[]): EndpointTable {
  const byTemplate = new Map<string, Endpoint>()
  for (const definition of definitions) {
    if (definition.type !== 'route') continue
    const { path } = definition.route
    const known = byTemplate.get(path)
    byTemplate.set(path, endpoint(definition.route, known?.allow ?? []))
  }
  const patterns = byTemplate
    .values()
    .map((one) => ({ endpoint: one, parts: one.template.split('/') }))
  const byLength = Map.groupBy(patterns, ({ parts }) => parts.length)
  return {
    all: [...byTemplate.values()],
    has: (template) => byTemplate.has(template),
    at: (path) => {
      const segments = path.split('/')
      return byLength.get(segments.length)?.find(({ parts }) => fits(parts, segments))?.endpoint
    },
  }
}

function endpoint(route: RouteConfig, known: readonly string[]): Endpoint {
  const method = route.method.toUpperCase()
  const methods = method === 'GET' ? ['GET', 'HEAD'] : [method]
  return {
    name: route.operationId ?? route.path,
    template: route.path,
    allow: [...known.filter((one) => one !== 'OPTIONS'), ...methods, 'OPTIONS'],
    pageCached: route['x-page-cached'] === true,
    data: answerData(route['x-hangs-on']),
    isFixed: route['x-hangs-on'] === 'nothing',
    cost: route['x-cost'] === 'dear' ? 'dear' : 'cheap',
    validationErrors: route['x-validation-errors'] === 'text' ? 'text' : 'object',
  }
}

function answerData(hangsOn: unknown): AnswerData | undefined {
  if (hangsOn === undefined || hangsOn === 'nothing') return undefined
  return { clock: hangsOn === 'data and clock', namesScopes: hangsOn === 'named scopes' }
}

function fits(parts: readonly string[], segments: readonly string[]): boolean {
  return parts.every((part, index) =>
    part.startsWith('{') ? segments[index] !== '' : part === segments[index],
  )
}
