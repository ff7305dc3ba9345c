import type { Context } from 'hono'
import type { Log } from '../../../read/logs/log.ts'
import type { HttpEnv } from '../../http-app.ts'
import { attachment } from './attachment.ts'
import { harmlessType } from './harmless-type.ts'

/** Whatever it is, it must not act in the name of our origin (api-misc.md 17). */
const contentPolicy = "default-src 'none'; sandbox"

/** Answers with a log while it comes, as fast as the client takes it; nothing of it acts as a page of ours. */
export function streamLog(c: Context<HttpEnv>, log: Log, url: string): Response {
  const about = {
    'Content-Type': harmlessType(log.type),
    'Content-Disposition': attachment(url),
    'Content-Security-Policy': contentPolicy,
  }
  if (log.whole !== undefined) {
    const { body, goodUntil, countUse } = log.whole
    c.set('body', body)
    c.set('again', { goodUntil, count: countUse })
    return c.body(body, 200, about)
  }
  const length = log.length === null ? {} : { 'Content-Length': String(log.length) }
  const headers = { ...about, ...length }
  c.set('streamed', true)
  if (c.req.method === 'HEAD') {
    log[Symbol.dispose]()
    return c.body(null, 200, headers)
  }
  return c.body(streamOf(log), 200, headers)
}

function streamOf(log: Log): ReadableStream<Uint8Array> {
  const chunks = log.body[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const next = await chunks.next()
        if (next.done === true) controller.close()
        else controller.enqueue(next.value)
      },
      cancel: () => log[Symbol.dispose](),
    },
    // nothing is taken before the client takes it
    { highWaterMark: 0 },
  )
}
