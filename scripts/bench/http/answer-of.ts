import { request } from 'node:http'
import { gunzipSync } from 'node:zlib'
import type { Request } from '../read/series/series.ts'

/** An answer as it was sent. */
export type SentAnswer = {
  headers: Record<string, string>
  body: Buffer<ArrayBuffer>
  /** Undefined where it says nothing of its body. */
  etag: string | undefined
  json: () => unknown
}

/** @throws Error when it is no result */
export function answerOf(base: string, { path, body }: Request): Promise<SentAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<SentAnswer>()
  const method = body === undefined ? 'GET' : 'POST'
  const sent = {
    accept: 'application/json',
    'accept-encoding': 'gzip',
    'content-type': 'application/json',
  }
  const asked = request(`${base}${path}`, { method, headers: sent, agent: false }, (response) => {
    const chunks: Buffer[] = []
    response.on('data', (chunk: Buffer) => chunks.push(chunk))
    response.on('error', reject)
    response.on('end', () => {
      const received = Buffer.concat(chunks)
      const { etag, 'content-encoding': coding, 'content-type': type = '' } = response.headers
      if (response.statusCode !== 200) reject(new Error(`${path}: ${response.statusCode}`))
      const plain = () => (coding === 'gzip' ? gunzipSync(received) : received).toString('utf8')
      resolve({
        headers: {
          'content-type': type,
          ...(coding === undefined ? {} : { 'content-encoding': coding }),
        },
        body: received,
        etag,
        json: () => JSON.parse(plain()) as unknown,
      })
    })
  })
  asked.on('error', reject)
  asked.end(body === undefined ? undefined : JSON.stringify(body))
  return promise
}
