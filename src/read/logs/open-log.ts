import type { GuardedClient } from '../../platform/guarded-fetch/guarded-client.ts'
import { wantedUntil } from '../../platform/wanted-until.ts'
import { LogRefused } from './log-refused.ts'

/** A log while it comes. */
export type Log = Disposable & {
  /** As the host says. */
  type: string | undefined
  /** In bytes, as the host says; null when it does not. */
  length: number | null
  /** To be read once, or disposed of. Throws FetchError where it breaks off. */
  body: AsyncIterable<Buffer>
}

/**
 * Opens a log of another host; its first bytes have come then, so that most of what can go wrong has gone
 * wrong already.
 *
 * @throws FetchError; LogRefused when the host does not give it
 */
export async function openLog(client: GuardedClient, url: string): Promise<Log> {
  const answer = await client.fetch(url, { purpose: 'proxy', signal: wantedUntil() })
  const { status, headers, length } = answer
  const dispose = () => answer[Symbol.dispose]()
  if (status !== 200) {
    dispose()
    throw new LogRefused(status)
  }
  const body = await begun(answer.body)
  return { type: headers['content-type'], length, body, [Symbol.dispose]: dispose }
}

async function begun(chunks: AsyncIterable<Buffer>): Promise<AsyncIterable<Buffer>> {
  const iterator = chunks[Symbol.asyncIterator]()
  const first = await iterator.next()
  return (async function* () {
    try {
      for (let next = first; next.done !== true; next = await iterator.next()) yield next.value
    } finally {
      await iterator.return?.()
    }
  })()
}
