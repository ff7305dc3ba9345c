import type { Context } from 'hono'
import type { AnswerData } from '../endpoint.ts'
import type { HttpEnv } from '../http-app.ts'
import { mostBodyBytes } from '../body/read-json.ts'
import { queryParameters } from '../request-target.ts'
import { type KeyOfBody, keysOf } from './key-of-body.ts'

/**
 * Answers that depend on the clock are made anew for each of these, in milliseconds: what a window of days
 * lets in or out meanwhile is seen so much later (decisions.md 5).
 */
const clockStepMs = 60_000

/** What may be asked for at an address, and until when these are its keys: milliseconds since 1970, Infinity for ever. */
type AddressKeys = { keyOf: KeyOfBody; goodUntil: number }

/** What is asked for, of a request that has come this far. */
export type AskedAnswer = AddressKeys & { key: string }

/** What an answer depends on beside the data and a body. */
export type AskedAddress = {
  /** The name of the route. */
  route: string
  /** By which it was routed. */
  path: string
  /** Absolute. */
  url: string
  accept: string | undefined
}

/** What a request asks for that the framework has found the route of. */
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
 * The keys of what is asked for at an address: of the route, what is asked of it, in which format, and the time where
 * it matters. Parameters are put in order by name, because clients send them in any; of one that is repeated
 * the order stays. The time is looked at once: by the end of a request the next step may have begun.
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

/** Only lists have others than JSON, and only these words may lead to one (api-misc.md 1.5). */
export function wantedFormat(accept: string | undefined): string {
  return accept !== undefined && /csv|ndjson|text\/\*|application\/\*/i.test(accept) ? accept : ''
}

/** Reads the body, which the handler then finds as it came; null for one that is too large. */
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
