import type { Endpoint, EndpointTable } from '../endpoint.ts'
import { routingPath, unreadablePath } from '../request-target.ts'

/** Where a target leads: the path by which it is routed, and what is there. */
export type Place = { url: string; path: string; endpoint: Endpoint | undefined }

/** Of these characters an address is that is read in one way only; what else may come is encoded on the way. */
const plain = /^\/[\w\-.~!$&()*+,;=:@%/?]*$/

/** Segments that readers of addresses leave out or take back. */
const dots = /\/(?:\.|%2e)/i

/**
 * Finds where a target leads, as the framework would.
 *
 * @returns null when it is for the framework to say: of what cannot be read, has moved, or is read in several ways
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
