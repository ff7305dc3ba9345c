import type { Request } from '../../read/series/series.ts'

/** A request as it is sent: with what a browser says of codings, and a tag where it has the answer already. */
export function requestText({ path, body }: Request, etag?: string): string {
  const sent = body === undefined ? '' : JSON.stringify(body)
  const lines = [
    `${body === undefined ? 'GET' : 'POST'} ${path} HTTP/1.1`,
    'host: 127.0.0.1',
    'accept: application/json',
    'accept-encoding: gzip',
    ...(etag === undefined ? [] : [`if-none-match: ${etag}`]),
    ...(body === undefined
      ? []
      : ['content-type: application/json', `content-length: ${Buffer.byteLength(sent)}`]),
  ]
  return `${lines.join('\r\n')}\r\n\r\n${sent}`
}

/**
 * The same request in other words: its answer is not known yet, though the database has read it before. Nothing
 * reads the parameter, or the member of the body.
 */
export function inOtherWords({ path, body }: Request, number: number): Request {
  if (body !== undefined) return { path, body: { ...body, bench: number } }
  return { path: `${path}${path.includes('?') ? '&' : '?'}bench=${number}` }
}
