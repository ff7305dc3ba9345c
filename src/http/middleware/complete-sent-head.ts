import type { Context } from 'hono'
import type { HttpEnv } from '../http-app.ts'
import { freshnessHead } from '../ready/freshness-head.ts'
import { isNotModified } from '../ready/not-modified.ts'
import { readyHead, type ReadyHeadOptions } from '../ready/ready-head.ts'

/**
 * Completes the head of an answer that is written while it is sent with what heads of kept answers say: the tag, and how
 * fresh it is. A client that has the answer already gets a 304.
 */
export function completeSentHead(c: Context<HttpEnv>, options: ReadyHeadOptions): void {
  const mark = c.get('sentBody')?.mark ?? null
  if (mark === null) return
  const { headers } = c.res
  if (isNotModified(c.req.header('if-none-match'), mark.etag)) {
    const answer = { ...mark, headers: [...headers], errorCode: undefined, isPacked: true }
    c.set('answer', { status: 304, head: readyHead(answer, null, options), body: null })
    return
  }
  const head = freshnessHead(mark, options.version, options.served)
  for (const [name, value] of head) headers.set(name, value)
}
