import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Config } from '../../config/config.ts'
import { errorMessage } from '../../platform/errors/error-message.ts'
import { createFetchMetrics } from '../../platform/guarded-fetch/fetch-metrics.ts'
import { createGuardedClient } from '../../platform/guarded-fetch/guarded-client.ts'
import { ruleOfAddress } from '../../platform/guarded-fetch/host-rules.ts'
import type { Logger } from '../../platform/log/log.ts'
import type { MetricsRegistry } from '../../platform/metrics/metrics.ts'
import { excerptUrl, hashOfExcerptUrl } from '../../store/excerpts/excerpt-address.ts'
import { excerptDirectory, openExcerpt } from '../../store/excerpts/excerpt-directory.ts'
import type { Finding } from '../report.ts'

export type ExcerptReaderOptions = {
  readonly config: Pick<Config, 'dataDir' | 'excerpts'> & {
    readonly fetch: Pick<Config['fetch'], 'allowLoopback'>
  }
  readonly metrics: MetricsRegistry
  readonly log: Pick<Logger, 'warn'>
  readonly signal: AbortSignal
}

/** How long a report waits for an excerpt from another host, in milliseconds. */
const wholeMs = 10_000

/** An excerpt has at most 16,384 characters (storage.md 2). Compressed it may be slightly larger than that. */
const textBytesMax = 65_536
const packedBytesMax = 2 * textBytesMax

/** After this many failures in a row the storage service is not asked any more, so that reports are not held up. */
const failuresMax = 3

/** Statuses with which a working service answers for excerpts that it has removed. */
const goneStatuses: ReadonlySet<number> = new Set([404, 410])

/** The label of these fetches in the metrics, the same as for uploads (docs/metrics.md#fetching-from-other-hosts). */
const purpose = 'log_excerpt'

const unpack = promisify(gunzip)

/**
 * Reads log excerpts that were moved out of their rows (ingestion.md 2.10), from the data directory or the storage
 * service. Reports need them: without a log they are held for a person to look at (notifications.md O-09). An excerpt
 * that cannot be read is logged and counts as missing; nothing else is stopped (notifications.md O-07).
 */
export function excerptReader(options: ExcerptReaderOptions): Finding['excerptAt'] {
  const { log, signal } = options
  let failures = 0
  const ask = async (address: string, allowPrivate: boolean) => {
    if (failures >= failuresMax) return null
    failures += 1
    const { status, body } = await fetchExcerpt(address, allowPrivate, options)
    if (status === 200 || goneStatuses.has(status)) failures = 0
    if (status !== 200) throw new Error(`storage answered with status ${status}`)
    return body
  }
  return async (address) => {
    try {
      const packed = await packedExcerpt(address, options.config, ask)
      return packed === null ? null : await textOf(packed)
    } catch (error) {
      signal.throwIfAborted()
      log.warn({ address, reason: errorMessage(error) }, 'a log excerpt cannot be read')
      return null
    }
  }
}

/** Files here are found by their hash, whatever the address. The storage service is asked only for addresses of its own. */
async function packedExcerpt(
  address: string,
  { dataDir, excerpts }: ExcerptReaderOptions['config'],
  ask: (address: string, allowPrivate: boolean) => Promise<Buffer | null>,
): Promise<Buffer | null> {
  const hash = hashOfExcerptUrl(address)
  if (hash === null) return null
  await using file = await openExcerpt(excerptDirectory(dataDir), hash)
  if (file !== null) return await file.readFile()
  if (excerpts.storage.kind === 'directory' || address !== excerptUrl(excerpts.baseUrl, hash)) {
    return null
  }
  return await ask(address, excerpts.storage.allowPrivate)
}

async function fetchExcerpt(
  address: string,
  allowPrivate: boolean,
  { config, metrics, signal }: ExcerptReaderOptions,
): Promise<{ status: number; body: Buffer }> {
  const client = createGuardedClient({
    hosts: [ruleOfAddress(`${config.excerpts.baseUrl}/logexcerpt/`)],
    allowLoopback: config.fetch.allowLoopback,
    allowPrivate,
    limits: { wholeMs, maxBytes: packedBytesMax },
    metrics: createFetchMetrics(metrics, [purpose]),
  })
  using answer = await client.fetch(address, { purpose, signal })
  const { status } = answer
  return { status, body: Buffer.concat(status === 200 ? await Array.fromAsync(answer.body) : []) }
}

/** The text of an excerpt, which a server on the way may have decompressed already. */
async function textOf(bytes: Buffer): Promise<string> {
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b
  const text = isPacked ? await unpack(bytes, { maxOutputLength: textBytesMax }) : bytes
  return text.toString()
}
