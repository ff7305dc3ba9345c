import type { Endpoint, EndpointTable } from '../endpoint.ts'
import { routingPath, unreadablePath } from '../request-target.ts'

/** Where a target leads: the path by which it is routed, and what is there. */
export type Place = { url: string; path: string; endpoint: Endpoint | undefined }

/** The characters of addresses that can be read in one way only; others may be encoded on their way to the framework. */
const plain = /^\/[\w\-.~!$&()*+,;=:@%/?]*$/

/** Segments `.` and `..`, which readers of addresses remove or resolve. */
const dots = /\/(?:\.|%2e)/i

/**
 * Finds where a target leads, as the framework would.
 *
 * @returns null when the framework has to decide: the target cannot be read, has moved, or can be read in several ways
 */
export function placeOf(target: string, endpoints: EndpointTable): Place | null {
  if (!plain.test(target) || dots.test(target)) return null
  const url = `http://localhost${target}`
  const path = routingPath(url, (template) => endpoints.has(template))
  if (path === unreadablePath) return null
  const endpoint = endpoints.at(path)
  const isMoved = endpoint === undefined && endpoints.at(`${path}/`) !== undefined
  return isMoved ? null : { url, path, endpoint }
}
