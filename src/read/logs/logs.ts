import type { GuardedClient } from '../../platform/guarded-fetch/guarded-client.ts'
import type { KeptExcerpts } from './kept-excerpts.ts'
import { listLogFiles } from './listing/list-log-files.ts'
import type { LogCache } from './log-cache.ts'
import type { Log } from './log.ts'
import { openLog } from './open-log.ts'
import type { ListedFile } from './listing/parse-log-listing.ts'

/** Logs that lie on other hosts, and excerpts that may lie here. */
export type Logs = {
  /** @throws FetchError; LogRefused when the host does not give it */
  open: (url: string) => Promise<Log>
  /** @throws FetchError; LogRefused; LogListingUnreadable when the page is something else */
  list: (url: string) => Promise<ListedFile[]>
  /** The excerpt of a hash that lies here; null when there is none. */
  excerpt: (hash: string) => Promise<Log | null>
}

/** What things are fetched for here: values of the label `purpose` of metrics. */
export const logPurposes = ['proxy', 'log_downloader'] as const

/** The logs that a client may fetch, or that a cache has from there, and excerpts, wherever they lie. */
export function createLogs(client: GuardedClient, cache?: LogCache, excerpts?: KeptExcerpts): Logs {
  return {
    open: async (url) => (await excerpts?.at(url)) ?? openLog(client, cache, url),
    list: (url) => listLogFiles(client, url),
    excerpt: async (hash) => (await excerpts?.of(hash)) ?? null,
  }
}
