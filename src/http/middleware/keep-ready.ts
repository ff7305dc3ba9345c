import type { Context, MiddlewareHandler } from 'hono'
import type { Answer } from '../answer/answer.ts'
import type { DoorMemory } from '../door/door-memory.ts'
import type { Endpoint } from '../endpoint.ts'
import { ApiError } from '../errors/api-error.ts'
import { namedScopes, withScopes } from '../../read/versions/hangs-on.ts'
import type { Scope } from '../../read/versions/scope.ts'
import type { HttpEnv, HttpSettings } from '../http-app.ts'
import { type AskedAnswer, askedAnswer } from '../ready/answer-key.ts'
import { codingFor } from '../ready/coding.ts'
import { Gatherings } from '../ready/gathering.ts'
import { isNotModified } from '../ready/not-modified.ts'
import { gatheredAnswer, newAnswer, type ReadyAnswer } from '../ready/ready-answer.ts'
import { readyHead, type ReadyHeadOptions } from '../ready/ready-head.ts'
import type { Make, Made, ReadyAnswers } from '../ready/ready-answers.ts'
import { SentBody } from '../ready/sent-body.ts'
import { completeSentHead } from './complete-sent-head.ts'

/**
 * A larger body is not kept, in bytes: who makes it would hold it twice, and the cache would be full of it.
 */
const mostKeptBytes = 16 * 1024 * 1024

/** Bodies that are kept once they are sent, at a time: each takes one or two megabytes meanwhile. */
const mostGathered = 6

/**
 * Gives answers that were made before, and keeps those that are made, on every route that says what its answers
 * hang on. Answers with their tag, or 304 to a client that has the answer already.
 */
export function keepReady(
  ready: ReadyAnswers,
  door: DoorMemory,
  { cacheTimeoutSeconds }: Pick<HttpSettings, 'cacheTimeoutSeconds'>,
): MiddlewareHandler<HttpEnv> {
  const gatherings = new Gatherings(mostKeptBytes, mostGathered)
  return async (c, next) => {
    const endpoint = c.get('endpoint')
    if (endpoint?.data === undefined) return next()
    const asked = await askedAnswer(c, endpoint.name, endpoint.data)
    const { key } = asked
    const started = performance.now()
    // a commit that is heard of while the answer is made, or packed, need not be in it
    const { current, asOf } = ready.version
    const find = (make: Make) => (c.env?.isWarmUp ? ready.find(key, make) : ready.get(key, make))
    const found = await find(async () => {
      const isNamed = endpoint.data?.namesScopes === true
      const ofThese = (scopes: readonly Scope[]) => (isNamed && scopes.length > 0 ? scopes : null)
      if (current !== null) {
        const of = { key, dataset: current.dataset }
        c.set('sentBody', new SentBody(of, () => ofThese(namedScopes()), gatherings.begin()))
      }
      const { scopes } = await withScopes(next)
      refuseForWhoLeft(c)
      return keptAnswer(c, ofThese(scopes))
    })
    const served = `${found?.source ?? 'made'};dur=${(performance.now() - started).toFixed(2)}`
    const options = { endpoint, version: { current, asOf }, served, cacheTimeoutSeconds }
    if (found === null) {
      completeSentHead(c, options)
      return undefined
    }
    c.set('errorCode', found.answer.errorCode)
    c.set('answer', await givenTo(c, found.answer, options))
    ready.weigh(key, found.answer)
    rememberAtDoor(c, door, asked, endpoint)
    return undefined
  }
}

/**
 * Of those who wait for the same, one makes it for all when the first has left; a failure that each would meet each meets.
 *
 * @throws ApiError
 */
function refuseForWhoLeft({ req, res }: Context<HttpEnv>): void {
  if (res.status !== 200 && req.raw.signal.aborted) throw new ApiError('client_left')
}

/** Whatever is asked for in the same words again is known from now on. */
function rememberAtDoor(
  c: Context<HttpEnv>,
  door: DoorMemory,
  { keyOf, goodUntil }: AskedAnswer,
  endpoint: Endpoint,
): void {
  const { method, target } = c.env?.arrival ?? { method: null, target: null }
  if (method === null || target === null) return
  door.remember({ method, target, accept: c.req.header('accept') }, { keyOf, endpoint, goodUntil })
}

/**
 * The answer that a handler gave, once it is sent where it is written meanwhile; null when it is none to keep: an
 * error, a huge list.
 */
async function keptAnswer(c: Context<HttpEnv>, scopes: readonly Scope[] | null): Promise<Made> {
  const { res } = c
  if (res.status !== 200) return null
  const headers = [...res.headers]
  if (c.get('streamed')) {
    const { mark = null, keeper = null } = c.get('sentBody') ?? {}
    if (mark === null || keeper === null) return null
    const later = keeper.body.then(
      (body) => body && gatheredAnswer(body, { headers, version: null, scopes, ...mark }),
    )
    return { later }
  }
  const body = c.get('body') ?? Buffer.from(await res.arrayBuffer())
  // whoever completes the answer could not read it a second time
  c.set('body', body)
  if (body.length > mostKeptBytes) return null
  return newAnswer(body, { headers, version: null, scopes })
}

/** The answer for this client: in the coding that it takes, or 304 when it has the body already. */
async function givenTo(
  c: Context<HttpEnv>,
  answer: ReadyAnswer,
  options: ReadyHeadOptions,
): Promise<Answer> {
  if (isNotModified(c.req.header('if-none-match'), answer.etag)) {
    return { status: 304, head: readyHead(answer, null, options), body: null }
  }
  const form = await answer.form(codingFor(c.req.header('accept-encoding')))
  return { status: 200, head: readyHead(answer, form, options), body: form.body }
}
