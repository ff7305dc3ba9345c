import type { GuardedClient } from '../../platform/guarded-fetch/guarded-client.ts'
import {
  excerptUrl,
  hashOfExcerptUrl,
  isExcerptHash,
} from '../../store/excerpts/excerpt-address.ts'
import { openExcerpt } from '../../store/excerpts/excerpt-directory.ts'
import type { LogCache } from './log-cache.ts'
import type { Log } from './log.ts'
import { openLog } from './open-log.ts'

/** Log excerpts that were moved out of their rows (ingestion.md 2.10). */
export type KeptExcerpts = {
  /** The one that lies at an address; null when it is none of these. */
  at: (url: string) => Promise<Log | null>
  /** The one of this hash, where they lie on this machine; null when it is not there. */
  of: (hash: string) => Promise<Log | null>
}

/**
 * Those of a folder of this machine. Rows know them by an address that was in force once, so what an
 * address begins with does not matter: the same hash is the same excerpt.
 */
export function excerptsOnDisk(directory: string): KeptExcerpts {
  const of = async (hash: string) => (isExcerptHash(hash) ? logOnDisk(directory, hash) : null)
  return { at: async (url) => of(hashOfExcerptUrl(url) ?? ''), of }
}

/** Those of a storage service, at addresses that only `client` may reach. */
export function excerptsOfService(
  client: GuardedClient,
  cache: LogCache | undefined,
  baseUrl: string,
): KeptExcerpts {
  const at = async (url: string) => {
    const hash = hashOfExcerptUrl(url)
    return hash !== null && url === excerptUrl(baseUrl, hash) ? openLog(client, cache, url) : null
  }
  return { at, of: async () => null }
}

async function logOnDisk(directory: string, hash: string): Promise<Log | null> {
  const file = await openExcerpt(directory, hash)
  if (file === null) return null
  const { size } = await file.stat()
  const body = file.createReadStream()
  // whoever does not read it to its end has it closed
  body.on('error', () => {})
  return {
    type: 'application/gzip',
    length: size,
    body,
    [Symbol.dispose]: () => void body.destroy(),
  }
}
