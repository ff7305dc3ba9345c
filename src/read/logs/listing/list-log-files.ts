import type { GuardedClient } from '../../../platform/guarded-fetch/guarded-client.ts'
import { wantedUntil } from '../../../platform/waiting/wanted-until.ts'
import { LogRefused } from '../log-refused.ts'
import { type ListedFile, parseLogListing } from './parse-log-listing.ts'

/** A page of 2,000 files has some 400 kB. */
const maxPageBytes = 4 * 1024 * 1024

/**
 * The files that a page of another host lists.
 *
 * @throws FetchError; LogRefused; LogListingUnreadable when the page lists none as it should
 */
export async function listLogFiles(client: GuardedClient, url: string): Promise<ListedFile[]> {
  using answer = await client.fetch(url, {
    purpose: 'log_downloader',
    signal: wantedUntil(),
    maxBytes: maxPageBytes,
  })
  if (answer.status !== 200) throw new LogRefused(answer.status)
  const html = Buffer.concat(await Array.fromAsync(answer.body)).toString()
  return parseLogListing(html, new URL(url))
}
