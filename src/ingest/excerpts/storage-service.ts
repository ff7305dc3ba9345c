import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { GuardedClient } from '../../platform/guarded-fetch/guarded-client.ts'
import type { CacheDatabase } from '../../store/cache/cache-types.ts'
import { findKnownExcerpts, keepKnownExcerpt } from '../../store/cache/known-excerpts.ts'
import { excerptFileName, excerptFolder, excerptUrl } from '../../store/excerpts/excerpt-address.ts'
import type { ExcerptStorage } from './excerpt-storage.ts'

/** What excerpts are uploaded for: a value of the label `purpose` of metrics. */
export const uploadPurpose = 'log_excerpt'

/** An answer says nothing that is read, in bytes. */
const answerBytesMax = 65_536

export type StorageServiceOptions = {
  /** May reach the service alone. */
  client: GuardedClient
  /** Without a slash at its end. */
  baseUrl: string
  token: string
  /** Remembers what the service has, at most so many; one that fails costs an upload. */
  cache: { db: Kysely<CacheDatabase>; max: number }
}

/** The service did not take an excerpt; the message is for people and names no address. */
class UploadRefused extends Error {
  constructor(status: number) {
    super(`the storage service answered with status ${status}`)
  }
}

/** The storage service of KernelCI, or another that takes uploads in the same form (ingestion.md 2.10). */
export function storageService({
  client,
  baseUrl,
  token,
  cache,
}: StorageServiceOptions): ExcerptStorage {
  const urlOf = (hash: string) => excerptUrl(baseUrl, hash)
  const isKnown = async (url: string) =>
    (await findKnownExcerpts(cache.db, [url], Date.now()).catch(() => new Set<string>())).has(url)
  const upload = async (hash: string, packed: Buffer, signal: AbortSignal) => {
    const { type, body } = uploadForm(hash, packed)
    using answer = await client.fetch(`${baseUrl}/upload`, {
      purpose: uploadPurpose,
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': type },
      body,
      maxBytes: answerBytesMax,
      signal,
    })
    for await (const _ of answer.body); // read to its end, so that it counts as answered
    if (answer.status !== 200) throw new UploadRefused(answer.status)
  }
  return {
    urlOf,
    put: async (hash, packed, signal) => {
      const url = urlOf(hash)
      if (await isKnown(url)) return 'known'
      await upload(hash, packed, signal)
      await keepKnownExcerpt(cache.db, url, cache.max, Date.now()).catch(() => {})
      return 'stored'
    },
  }
}

/** The file, and its folder as a part that is a file, too: the service wants both in this form. */
function uploadForm(hash: string, packed: Buffer): { type: string; body: Buffer } {
  const boundary = `treeline-${randomBytes(16).toString('hex')}`
  const head = (name: string, file: string, type: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="${file}"\r\n${type}\r\n`
  const body = Buffer.concat([
    Buffer.from(head('file0', excerptFileName, 'Content-Type: application/gzip\r\n')),
    packed,
    Buffer.from(`\r\n${head('path', 'path', '')}${excerptFolder(hash)}\r\n--${boundary}--\r\n`),
  ])
  return { type: `multipart/form-data; boundary=${boundary}`, body }
}
