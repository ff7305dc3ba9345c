import type { IncomingMessage } from 'node:http'
import type { AllowOrigin } from '../answer/allowed-origin.ts'
import type { AskedBy } from '../answer/request-head.ts'
import { hasCameByHttps } from '../came-by-https.ts'
import type { Endpoint } from '../endpoint.ts'
import { requestIdOf } from '../middleware/request-id.ts'
import { keysOfAddress } from '../ready/answer-key.ts'
import { isReadableQuery } from '../request-target.ts'
import type { TargetAnswer } from './door-memory.ts'
import type { Place } from './place.ts'

/** Larger bodies are left to the framework, in bytes. Those of pages have hundreds of bytes, with long filters some thousands. */
const mostBodyBytes = 16_384

/** What the head of the answer to a request depends on. */
export function askedBy({ headers }: IncomingMessage, allowOrigin: AllowOrigin): AskedBy {
  return {
    requestId: requestIdOf(single(headers['x-request-id'])),
    transport: hasCameByHttps(single(headers['x-forwarded-proto'])) ? 'https' : 'http',
    allowedOrigin: allowOrigin(headers.origin),
  }
}

/** The keys under which the framework would keep its answer there; null where it would keep none, or refuse the request. */
export function givenAt(
  { path, url }: Place,
  endpoint: Endpoint,
  { headers, method = '' }: IncomingMessage,
): TargetAnswer | null {
  const { allow, data } = endpoint
  if (data === undefined || !allow.includes(method) || !isReadableQuery(url)) return null
  const asked = { route: endpoint.name, path, url, accept: headers.accept }
  return { ...keysOfAddress(asked, data), endpoint }
}

/** Whether a request only reads and comes without a body. */
export function isWithoutBody({ method = '', headers }: IncomingMessage): boolean {
  return (
    (method === 'GET' || method === 'HEAD') &&
    headers['content-length'] === undefined &&
    headers['transfer-encoding'] === undefined
  )
}

/** Whether a request is a POST with a small body, whose length it says. */
export function hasSmallBody({ method, headers }: IncomingMessage): boolean {
  if (method !== 'POST' || headers['transfer-encoding'] !== undefined) return false
  return headers.expect === undefined && Number(headers['content-length']) <= mostBodyBytes
}

/** A header as one text, also when it was sent several times. */
export function single(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : header?.join(', ')
}
