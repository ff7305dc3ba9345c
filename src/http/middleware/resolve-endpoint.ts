import type { MiddlewareHandler } from 'hono'
import type { EndpointTable } from '../endpoint.ts'
import { ApiError } from '../errors/api-error.ts'
import type { HttpEnv } from '../http-app.ts'
import { isReadableQuery, rawQuery, unreadablePath } from '../request-target.ts'

/**
 * Finds the endpoint of the path and answers what no handler should see: paths and queries that
 * cannot be read, unknown paths, other methods, `OPTIONS`, and the redirect to the form with a final
 * slash, which the reference sends for any method (api-misc.md 1.2, 1.4).
 */
export function resolveEndpoint(
  endpoints: () => Pick<EndpointTable, 'at'>,
): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const { path, method, url } = c.req
    if (path === unreadablePath) throw new ApiError('unreadable_path')
    const endpoint = endpoints().at(path)
    if (endpoint === undefined) {
      if (endpoints().at(`${path}/`) === undefined) throw new ApiError('not_found')
      const location = `${path}/${rawQuery(url)}`
      return c.body(null, 301, { Location: location, 'Content-Length': '0' })
    }
    c.set('endpoint', endpoint)
    const headers = { Allow: endpoint.allow.join(', ') }
    if (method === 'OPTIONS') return c.body(null, 204, headers)
    if (!endpoint.allow.includes(method)) {
      const message = `Method "${method}" not allowed.`
      throw new ApiError('method_not_allowed', { message, headers })
    }
    if (!isReadableQuery(url)) throw new ApiError('unreadable_query')
    await next()
    return undefined
  }
}
