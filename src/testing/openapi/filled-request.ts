import type { MadeUpRequest } from './arbitrary-request.ts'
import type { Endpoint } from './openapi.ts'

/** A value of a parameter, several of a repeated one; undefined leaves it out. */
export type Value = string | readonly string[] | undefined

/**
 * A request of an endpoint with these values, as a client would send it.
 *
 * @param valueOf the value of a parameter by its name; one of the path that has none is empty
 * @param body of a request that has one
 */
export function filledRequest(
  { method, path, operation: { parameters = [], requestBody } }: Endpoint,
  valueOf: (name: string) => Value,
  body: object = {},
): MadeUpRequest {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name) =>
    encodeURIComponent([valueOf(String(name)) ?? ''].flat().join().toWellFormed()),
  )
  const pairs = parameters
    .filter((one) => one.in === 'query')
    .flatMap(({ name }) =>
      [valueOf(name) ?? []].flat().map((value): [string, string] => [name, value]),
    )
  const query = pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`
  const sent = requestBody === undefined ? null : JSON.stringify(body)
  return {
    method: method.toUpperCase(),
    target: filled + query,
    headers: { 'Content-Type': 'application/json' },
    body: sent,
  }
}
