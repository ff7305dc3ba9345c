import type { IncomingMessage } from 'node:http'
import type { Refusal } from './arrival.ts'
import { maxHeaders } from './limits.ts'

/** A name or an IPv4 address, and a port, as nearly every `Host` is. */
const plainHost = /^[a-z\d.-]+(?::[1-5]?\d{1,4})?$/i

/** What never belongs to a host: what begins a path, a query, a fragment, or ends a user's name. */
const foreignToHosts = /[\s/?#@\\]/

const absoluteTarget = /^https?:\/\/([^/?#]*)(.*)$/i

/**
 * Why a request that node could read is refused all the same: node takes the first of two `Host`
 * headers, drops headers beyond its limit in silence, leaves codings of the body to whoever reads
 * it, and reads chunks in HTTP/1.0, which knows none (RFC 9112 6.1). What one of two servers in a row reads
 * differently is a way to smuggle requests past the first.
 */
export function refusalOf(request: IncomingMessage): Refusal | null {
  const { rawHeaders } = request
  if (rawHeaders.length / 2 > maxHeaders) return { code: 'headers_too_large' }
  if (!namesOneHost(request)) return { code: 'invalid_host' }
  const problem = codingProblem(request)
  if (problem !== null) {
    return { code: 'unreadable_request', message: `The request is not readable: ${problem}` }
  }
  if (isUnknownExpectation(request)) return { code: 'unknown_expectation' }
  return refusalOfTarget(request)
}

/** What is wrong with the coding in which a body is sent; null for nothing. */
function codingProblem({ headers, httpVersion }: IncomingMessage): string | null {
  const coding = headers['transfer-encoding']
  if (coding === undefined) return null
  if (httpVersion === '1.0') return 'HTTP/1.0 knows no transfer coding'
  return coding.trim().toLowerCase() === 'chunked'
    ? null
    : 'the only known transfer coding is chunked'
}

/** HTTP/1.0 need not name a host, and probes of proxies do not; an empty one is a host, too. */
function namesOneHost({ rawHeaders, httpVersion }: IncomingMessage): boolean {
  let [count, host] = [0, '']
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (!isNamedHost(rawHeaders[index])) continue
    count += 1
    host = rawHeaders[index + 1] ?? ''
  }
  if (count === 0) return httpVersion === '1.0'
  return count === 1 && (host === '' || isHost(host))
}

function isNamedHost(name: string | undefined): boolean {
  return name?.length === 4 && name.toLowerCase() === 'host'
}

function isHost(text: string): boolean {
  return plainHost.test(text) || (!foreignToHosts.test(text) && URL.canParse(`http://${text}/`))
}

/** HTTP/1.0 knows no expectations, and node does not meet them there. */
function isUnknownExpectation({ headers, httpVersion }: IncomingMessage): boolean {
  const { expect } = headers
  return (
    expect !== undefined && httpVersion !== '1.0' && expect.trim().toLowerCase() !== '100-continue'
  )
}

function refusalOfTarget(request: IncomingMessage): Refusal | null {
  const path = pathOf(request)
  if (path === null) {
    return {
      code: 'unreadable_request',
      message: 'The request is not readable: it asks for neither a path nor an http address',
    }
  }
  // URL readers take it for a slash, so nobody could say where such a path leads; hardly ever there is one at all
  const isMistakable = path.includes('\\') && path.split('?', 1)[0]?.includes('\\')
  return isMistakable ? { code: 'unreadable_path' } : null
}

/**
 * The path and query that a request asks for, whichever form its target has: a path, a whole address
 * as for a proxy, or an asterisk for the server as a whole, whose options are those of its first page.
 *
 * @returns null when it has none of these forms
 */
export function pathOf({ method, url = '' }: IncomingMessage): string | null {
  if (url.startsWith('/')) return url
  if (url === '*') return method === 'OPTIONS' ? '/' : null
  const [, host, rest = ''] = absoluteTarget.exec(url) ?? []
  if (host === undefined || host === '' || !isHost(host)) return null
  return rest.startsWith('/') ? rest : `/${rest}`
}
