import type { Context } from 'hono'
import type { AnswerData } from '../endpoint.ts'
import type { HttpEnv } from '../http-app.ts'
import { mostBodyBytes } from '../body/read-json.ts'
import { queryParameters } from '../request-target.ts'
import { type KeyOfBody, keysOf } from './key-of-body.ts'

/**
 * Answers that depend on the clock are made anew in each step of this length, in milliseconds. What enters or leaves a
 * window of days shows with a delay of up to one step (decisions.md 5).
 */
const clockStepMs = 60_000

/** The keys of an address, and until when they hold: in milliseconds since 1970, Infinity for ever. */
type AddressKeys = { keyOf: KeyOfBody; goodUntil: number }

/** The same of one request, with the key of its own body. */
export type AskedAnswer = AddressKeys & { key: string }

/** What an answer depends on, beside the data and the body of the request. */
export type AskedAddress = {
  /** The name of the route. */
  route: string
  /** The path by which it was routed. */
  path: string
  /** The absolute address. */
  url: string
  accept: string | undefined
}

/** Finds the keys of a request whose route is known; reads its body if it is a POST. */
export async function askedAnswer(
  c: Context<HttpEnv>,
  route: string,
  data: AnswerData,
): Promise<AskedAnswer> {
  const { path, url, method } = c.req
  const keys = keysOfAddress({ route, path, url, accept: c.req.header('accept') }, data)
  const { keyOf } = keys
  if (method !== 'POST') return { ...keys, key: keyOf(null) }
  const body = await readBody(c)
  c.set('askedBody', body ?? undefined)
  // too large: the handler refuses it, and nobody else asks for the same
  return { ...keys, key: body === null ? crypto.randomUUID() : keyOf(body) }
}

/**
 * The keys of an address: made of the route, its path and parameters, the format, and the time where it matters.
 * Parameters are sorted by name, since clients send them in any order; values of a repeated one keep theirs. The clock
 * is read once, because the next step may begin before the end of a request.
 */
export function keysOfAddress(
  { route, path, url, accept }: AskedAddress,
  { clock }: AnswerData,
): AddressKeys {
  const query = queryParameters(url)
  query.sort()
  const goodUntil = clock ? endOfClockStep() : Infinity
  const time = clock ? goodUntil : ''
  const keyOf = keysOf([route, path, query.toString(), wantedFormat(accept), time].join('\n'))
  return { keyOf, goodUntil }
}

function endOfClockStep(): number {
  return (Math.floor(Date.now() / clockStepMs) + 1) * clockStepMs
}

/** The part of `Accept` that may choose another format than JSON, which only lists have (api-misc.md 1.5); else empty. */
export function wantedFormat(accept: string | undefined): string {
  return accept !== undefined && /csv|ndjson|text\/\*|application\/\*/i.test(accept) ? accept : ''
}

/** Reads the body and puts it back for the handler; null when it is too large. */
async function readBody(c: Context<HttpEnv>): Promise<Buffer | null> {
  const { raw } = c.req
  if (Number(raw.headers.get('content-length')) > mostBodyBytes) return null
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of raw.body ?? []) {
    chunks.push(chunk)
    size += chunk.length
    // the handler refuses it, by its own measure
    if (size > mostBodyBytes) break
  }
  const body = Buffer.concat(chunks)
  const { method, headers, signal } = raw
  c.req.raw = new Request(raw.url, { method, headers, signal, body })
  return body
}
