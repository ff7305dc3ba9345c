import type { Endpoint } from '../endpoint.ts'
import { cacheControlOf } from './cache-control.ts'
import type { Header } from './header.ts'
import { pagePolicyHead, securityHead } from './security-head.ts'

/** What the head of an answer is made of, as far as it does not matter who asks, and when. */
export type AnswerFacts = {
  status: number
  /** As the route chose them. */
  headers: readonly Header[]
  errorCode: string | undefined
  /** Undefined when no endpoint has the path. */
  endpoint: Endpoint | undefined
  /** Whether clients that take other codings get another body. */
  variesByCoding: boolean
}

/**
 * The headers of an answer that are the same for everybody.
 *
 * @param cacheTimeoutSeconds how long browsers may keep page-cached answers
 */
export function lastingHead(facts: AnswerFacts, cacheTimeoutSeconds: number): Header[] {
  const { status, headers, errorCode, endpoint } = facts
  const head: Header[] = headers.filter(([name]) => name !== 'vary')
  head.push(['vary', varyOf(facts)])
  if (status === 200 || status === 304) {
    const cacheControl = cacheControlOf(endpoint, errorCode, cacheTimeoutSeconds)
    if (cacheControl !== null) head.push(['cache-control', cacheControl])
  }
  head.push(...securityHead)
  if (isPage(headers)) head.push(pagePolicyHead)
  return head
}

/** What the route says, then the coding, then the origin, which may always be allowed or not. */
function varyOf({ headers, variesByCoding }: AnswerFacts): string {
  const ofRoute = headers.find(([name]) => name === 'vary')?.[1]
  const names = [ofRoute, variesByCoding ? 'Accept-Encoding' : undefined, 'origin']
  return names.filter((name) => name !== undefined).join(', ')
}

function isPage(headers: readonly Header[]): boolean {
  return headers.some(([name, value]) => name === 'content-type' && value.startsWith('text/html'))
}
