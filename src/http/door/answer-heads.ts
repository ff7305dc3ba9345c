import type { Endpoint } from '../endpoint.ts'
import { cacheControlOf } from '../middleware/page-cache.ts'
import { securityHead } from '../middleware/security-headers.ts'
import { bodyHead } from '../ready/answer-head.ts'
import type { Form, Header, ReadyAnswer } from '../ready/ready-answer.ts'

type Transport = 'http' | 'https'

/** The headers of an answer that are the same each time it is given, names and values in turn. */
export class AnswerHeads {
  /** Tag of the answer. */
  readonly etag: string
  readonly #common: readonly Header[]
  readonly #heads = new Map<string, readonly string[]>()

  constructor(answer: ReadyAnswer, endpoint: Endpoint, cacheTimeoutSeconds: number) {
    this.etag = answer.etag
    this.#common = commonHead(answer, endpoint, cacheTimeoutSeconds)
  }

  /** Of an answer with its body. */
  of(form: Form, transport: Transport): readonly string[] {
    return this.#once(`${form.coding} ${transport}`, () => [
      ...this.#common,
      ...bodyHead(form),
      ...securityHead(transport),
    ])
  }

  /** Of a 304. */
  unmodified(transport: Transport): readonly string[] {
    return this.#once(transport, () => [
      ...this.#common.filter(([name]) => !name.startsWith('content-')),
      ...securityHead(transport),
    ])
  }

  #once(key: string, make: () => Header[]): readonly string[] {
    const known = this.#heads.get(key)
    if (known !== undefined) return known
    const head = make().flat()
    this.#heads.set(key, head)
    return head
  }
}

/** `Vary` as the middlewares put it together: what the route says, then the coding, then the origin. */
function commonHead(
  { headers, isPacked }: ReadyAnswer,
  endpoint: Endpoint,
  seconds: number,
): Header[] {
  const errorCode = headers.find(([name]) => name === 'x-error-code')?.[1]
  const ofRoute = headers.find(([name]) => name === 'vary')?.[1]
  const vary = [ofRoute, isPacked ? 'Accept-Encoding' : undefined, 'origin']
  const cacheControl = cacheControlOf(endpoint, errorCode, seconds)
  return [
    ...headers.filter(([name]) => name !== 'vary'),
    ['vary', vary.filter((name) => name !== undefined).join(', ')],
    ...(cacheControl === null ? [] : [['cache-control', cacheControl] as const]),
  ]
}
