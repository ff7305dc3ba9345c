import type { Context, MiddlewareHandler } from 'hono'
import type { DoorMemory } from '../door/door-memory.ts'
import type { Endpoint } from '../endpoint.ts'
import { withScopes } from '../../read/versions/hangs-on.ts'
import type { Scope } from '../../read/versions/scope.ts'
import type { HttpEnv } from '../http-app.ts'
import { bodyHead, freshnessHead, headOfUnmodified } from '../ready/answer-head.ts'
import { answerKey, endOfClockStep } from '../ready/answer-key.ts'
import { codingFor } from '../ready/coding.ts'
import { isNotModified } from '../ready/not-modified.ts'
import { newAnswer, type ReadyAnswer } from '../ready/ready-answer.ts'
import type { Found, ReadyAnswers } from '../ready/ready-answers.ts'

/**
 * A larger body is not kept, in bytes: who makes it would hold it twice, and the cache would be full of it.
 */
const mostKeptBytes = 16 * 1024 * 1024

/**
 * Gives answers that were made before, and keeps those that are made, on every route that says what its answers
 * hang on. Answers with their tag, or 304 to a client that has the answer already.
 */
export function keepReady(ready: ReadyAnswers, door: DoorMemory): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const endpoint = c.get('endpoint')
    if (endpoint?.data === undefined) return next()
    const key = await answerKey(c, endpoint.name, endpoint.data)
    const started = performance.now()
    const found = await ready.get(key, async () => {
      const { scopes } = await withScopes(next)
      const isNamed = endpoint.data?.namesScopes === true && scopes.length > 0
      return keptAnswer(c, isNamed ? scopes : null)
    })
    if (found === null) return undefined
    await answerWith(c, found, ready, performance.now() - started)
    ready.weigh(key, found.answer)
    rememberAtDoor(c, door, key, endpoint)
    return undefined
  }
}

/** Whatever is asked for in the same words again is known from now on. */
function rememberAtDoor(
  c: Context<HttpEnv>,
  door: DoorMemory,
  key: string,
  endpoint: Endpoint,
): void {
  const { method, target } = c.env?.arrival ?? { method: null, target: null }
  if (method === null || target === null) return
  const goodUntil = endpoint.data?.clock ? endOfClockStep() : Infinity
  door.remember({ method, target, accept: c.req.header('accept') }, { key, endpoint, goodUntil })
}

/** The answer that a handler gave, or null when it is none to keep: an error, an export, a huge list. */
async function keptAnswer(
  c: Context<HttpEnv>,
  scopes: readonly Scope[] | null,
): Promise<ReadyAnswer | null> {
  const { res } = c
  if (res.status !== 200 || c.get('streamed')) return null
  const body = Buffer.from(await res.arrayBuffer())
  const headers = [...res.headers].filter(([name]) => name !== 'content-length')
  if (body.length > mostKeptBytes) {
    c.res = undefined
    c.res = new Response(body, { status: 200, headers: headers as [string, string][] })
    return null
  }
  return newAnswer(body, { headers, version: null, scopes })
}

async function answerWith(
  c: Context<HttpEnv>,
  { answer, source }: Found,
  { version }: ReadyAnswers,
  milliseconds: number,
): Promise<void> {
  c.set('ready', answer)
  c.set('errorCode', answer.errorCode)
  const served = `${source};dur=${milliseconds.toFixed(2)}`
  const headers = new Headers()
  for (const header of freshnessHead(answer, version, served)) headers.append(...header)
  c.res = undefined
  const isSame = isNotModified(c.req.header('if-none-match'), answer.etag)
  for (const header of isSame ? headOfUnmodified(answer) : answer.headers) headers.append(...header)
  if (answer.isPacked) headers.append('Vary', 'Accept-Encoding')
  if (isSame) {
    c.res = new Response(null, { status: 304, headers })
    return
  }
  const form = await answer.form(codingFor(c.req.header('accept-encoding')))
  for (const [name, value] of bodyHead(form)) headers.set(name, value)
  c.res = new Response(form.body as Buffer<ArrayBuffer>, { status: 200, headers })
}
