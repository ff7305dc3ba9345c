import type { Context, MiddlewareHandler } from 'hono'
import { acceptedNames } from '../accepted-names.ts'
import type { HttpEnv } from '../http-app.ts'
import { acceptsGzip, leastPackedBytes, pack } from '../ready/coding.ts'

/**
 * Compresses bodies for those who accept gzip, in a thread of the pool, so that a large body does not
 * stop other requests. Bodies that come compressed already pass; one that is written while it is sent is
 * compressed on the way, and has no length.
 */
export const compression: MiddlewareHandler<HttpEnv> = async (c, next) => {
  await next()
  if (c.get('ready') !== undefined) return
  const { headers, status } = c.res
  if (c.res.body === null || headers.has('content-encoding')) return
  if (c.get('streamed')) return compressOnTheWay(c, c.res.body)
  const body = Buffer.from(await c.res.arrayBuffer())
  const answer = (bytes: Buffer) => {
    headers.set('Content-Length', String(bytes.length))
    // else Hono builds the new answer twice, to merge the headers of the one before into it
    c.res = undefined
    c.res = new Response(bytes, { status, headers })
  }
  if (body.length < leastPackedBytes) return answer(body)
  headers.append('Vary', 'Accept-Encoding')
  const packed = isGzipAccepted(c) ? await pack(body, 'gzip') : body
  if (packed.length >= body.length) return answer(body)
  headers.set('Content-Encoding', 'gzip')
  return answer(packed)
}

/** What nobody knows may be packed already. */
const bytes = /^application\/(?:gzip|octet-stream)/

function compressOnTheWay(c: Context<HttpEnv>, body: ReadableStream): void {
  const { headers, status } = c.res
  if (bytes.test(headers.get('content-type') ?? '')) return
  headers.append('Vary', 'Accept-Encoding')
  if (!isGzipAccepted(c)) return
  headers.delete('Content-Length')
  headers.set('Content-Encoding', 'gzip')
  c.res = undefined
  c.res = new Response(body.pipeThrough(new CompressionStream('gzip')), { status, headers })
}

function isGzipAccepted(c: Context<HttpEnv>): boolean {
  return acceptsGzip(acceptedNames(c.req.header('accept-encoding')))
}
