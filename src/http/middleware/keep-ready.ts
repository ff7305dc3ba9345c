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

/** Larger bodies are not kept, in bytes: one would be in memory twice while it is made, and fill the cache. */
const mostKeptBytes = 16 * 1024 * 1024

/** How many bodies are gathered at a time while they are sent; each takes one or two megabytes. */
const mostGathered = 6

/**
 * Gives kept answers, and keeps those that are made, on every route that declares what its answers depend on
 * (`x-hangs-on`). A client that has the answer already, by its tag, gets a 304.
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
    // read first: a commit that is told of while the answer is made need not be in it
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
 * Fails when the client has left before its answer was made. Of the requests that wait for the same answer, the next
 * one then makes it.
 *
 * @throws ApiError `client_left`
 */
function refuseForWhoLeft({ req, res }: Context<HttpEnv>): void {
  if (res.status !== 200 && req.raw.signal.aborted) throw new ApiError('client_left')
}

/** Tells the door of a request, so that it can answer the next one in the same words. */
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

/** The answer of a handler, to be kept; null when it is not kept, as an error or a huge list. */
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
  // a response can be read only once, and the outer layers need the body as well
  c.set('body', body)
  if (body.length > mostKeptBytes) return null
  return newAnswer(body, { headers, version: null, scopes })
}

/** The answer as this client gets it: in a coding that it takes, or as a 304. */
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
