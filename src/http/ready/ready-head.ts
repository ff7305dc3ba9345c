import { bodyHead } from '../answer/body-head.ts'
import type { Header } from '../answer/header.ts'
import { lastingHead } from '../answer/lasting-head.ts'
import type { Endpoint } from '../endpoint.ts'
import { freshnessHead, type KnownUntil } from './freshness-head.ts'
import type { Form, ReadyAnswer } from './ready-answer.ts'
import type { Mark } from './sent-body.ts'

/** What the head of an answer says of the answer itself. */
export type AnswerHead = Mark & Pick<ReadyAnswer, 'headers' | 'errorCode' | 'isPacked'>

/** What the head of a ready answer depends on beside the answer. */
export type ReadyHeadOptions = {
  endpoint: Endpoint
  version: KnownUntil
  /** The value of `Server-Timing`: where the answer came from. */
  served: string
  cacheTimeoutSeconds: number
}

/**
 * The head of a ready answer, the same from the framework and from the door, without the headers that depend on who
 * asked.
 *
 * @param form the body as it is sent; null for a 304, which has no body and no headers about one
 */
export function readyHead(
  answer: AnswerHead,
  form: Form | null,
  { endpoint, version, served, cacheTimeoutSeconds }: ReadyHeadOptions,
): Header[] {
  const { headers, errorCode, isPacked } = answer
  const facts = {
    status: form === null ? 304 : 200,
    headers: form === null ? headers.filter(([name]) => !name.startsWith('content-')) : headers,
    errorCode,
    endpoint,
    variesByCoding: isPacked,
  }
  return [
    ...lastingHead(facts, cacheTimeoutSeconds),
    ...(form === null ? [] : bodyHead(form.coding, form.body)),
    ...freshnessHead(answer, version, served),
  ]
}
