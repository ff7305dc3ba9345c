import { createGunzip } from 'node:zlib'
import type { GuardedClient } from '../../platform/guarded-fetch/guarded-client.ts'
import { wantedUntil } from '../../platform/wanted-until.ts'
import type { KeptLog } from '../../store/cache/log-store.ts'
import type { LogCache } from './log-cache.ts'
import { LogRefused } from './log-refused.ts'
import { packWhileRead } from './pack-while-read.ts'

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
 * Opens a log of another host, or the one that was fetched lately. Its first bytes have come then, so that
 * most of what can go wrong has gone wrong already.
 *
 * @throws FetchError; LogRefused when the host does not give it
 */
export async function openLog(
  client: GuardedClient,
  cache: LogCache | undefined,
  url: string,
): Promise<Log> {
  const address = client.allowed(url)
  const kept = address === null ? undefined : await cache?.find(address.href)
  return (kept && (await keptLog(kept))) ?? fetchLog(client, cache, url)
}

async function fetchLog(
  client: GuardedClient,
  cache: LogCache | undefined,
  url: string,
): Promise<Log> {
  const answer = await client.fetch(url, { purpose: 'proxy', signal: wantedUntil() })
  const { status, headers, length } = answer
  const type = headers['content-type']
  const dispose = () => answer[Symbol.dispose]()
  if (status !== 200) {
    dispose()
    throw new LogRefused(status)
  }
  const mayBeKept = cache !== undefined && !/no-store|private/i.test(headers['cache-control'] ?? '')
  const body = mayBeKept ? keptMeanwhile(answer.body, cache, url, type) : answer.body
  return { type, length, body: await begun(body), [Symbol.dispose]: dispose }
}

function keptMeanwhile(
  body: AsyncIterable<Buffer>,
  cache: LogCache,
  url: string,
  type: string | undefined,
): AsyncIterable<Buffer> {
  return packWhileRead(body, cache.maxLogBytes, async (packed) => {
    if (packed === null) cache.count('too_large')
    else await cache.keep(new URL(url).href, { ...packed, type: type ?? null })
  })
}

/** Null when what is kept cannot be unpacked. */
async function keptLog({ type, length, body }: KeptLog): Promise<Log | null> {
  try {
    const bytes = await begun(unpacked(body))
    return { type: type ?? undefined, length, body: bytes, [Symbol.dispose]: () => {} }
  } catch {
    return null
  }
}

/** Piece by piece: a small body may hold a large log. */
async function* unpacked(body: Buffer): AsyncGenerator<Buffer, void> {
  const gunzip = createGunzip()
  gunzip.end(body)
  try {
    yield* gunzip
  } finally {
    gunzip.destroy()
  }
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
