import type { Context } from 'hono'
import type { HttpEnv } from '../http-app.ts'
import type { Answer } from './answer.ts'
import { lastingHead } from './lasting-head.ts'
import {
  asItIs,
  mayBePacked,
  packedBody,
  packedOnTheWay,
  type BodyWithHead,
} from './packed-body.ts'

/** The answer of a handler, packed for those who take gzip. */
export async function madeAnswer(
  c: Context<HttpEnv>,
  cacheTimeoutSeconds: number,
): Promise<Answer> {
  const { status, headers } = c.res
  const { body, head, variesByCoding } = await sentBody(c)
  // of a body that is packed on the way nobody knows the length
  if (head.some(([name]) => name === 'content-encoding')) headers.delete('content-length')
  const facts = {
    status,
    headers: [...headers],
    errorCode: c.get('errorCode'),
    endpoint: c.get('endpoint'),
    variesByCoding,
  }
  return { status, head: [...lastingHead(facts, cacheTimeoutSeconds), ...head], body }
}

async function sentBody(c: Context<HttpEnv>): Promise<BodyWithHead> {
  const acceptEncoding = c.req.header('accept-encoding')
  const { res } = c
  const known = c.get('body')
  if (known !== undefined) {
    return mayBePacked(res.headers.get('content-type'))
      ? asItIs(known)
      : packedBody(known, acceptEncoding)
  }
  const { body, headers } = res
  if (headers.has('content-encoding')) return { body, head: [], variesByCoding: false }
  if (c.get('streamed')) return packedOnTheWay(body, headers.get('content-type'), acceptEncoding)
  if (body === null) return { body, head: [], variesByCoding: false }
  return packedBody(Buffer.from(await res.arrayBuffer()), acceptEncoding)
}
