import type { IncomingMessage } from 'node:http'
import { FetchError } from './fetch-error.ts'

const redirectStatuses = new Set([301, 302, 303, 307, 308])

/** An answer that leads nowhere else, and where it came from. */
export type FinalAnswer = { answer: IncomingMessage; from: URL }

/**
 * Asks, and asks where the answer leads to, and so on.
 *
 * @param send asks once
 * @param allowed throws for an address that must not be asked; each step goes through it
 * @throws FetchError `too_many_redirects`, `unreadable`; what `send` and `allowed` throw
 */
export async function followRedirects(
  start: URL,
  maxRedirects: number,
  send: (url: URL) => Promise<IncomingMessage>,
  allowed: (url: URL) => URL,
): Promise<FinalAnswer> {
  let from = start
  for (let steps = 0; steps <= maxRedirects; steps += 1) {
    const answer = await send(from)
    const target = targetOf(answer)
    if (target === null) return { answer, from }
    answer.destroy()
    const next = URL.parse(target, from.href)
    if (next === null) throw new FetchError('unreadable', 'a redirect leads to no address')
    from = allowed(next)
  }
  throw new FetchError('too_many_redirects', `there are more than ${maxRedirects} redirects`)
}

function targetOf({ statusCode = 0, headers }: IncomingMessage): string | null {
  return redirectStatuses.has(statusCode) ? (headers.location ?? null) : null
}
