import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Config } from '../../config/config.ts'
import { errorMessage } from '../../platform/error-message.ts'
import { createFetchMetrics } from '../../platform/guarded-fetch/fetch-metrics.ts'
import { createGuardedClient } from '../../platform/guarded-fetch/guarded-client.ts'
import { ruleOfAddress } from '../../platform/guarded-fetch/host-rules.ts'
import type { Logger } from '../../platform/log.ts'
import type { MetricsRegistry } from '../../platform/metrics.ts'
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

/** A report waits no longer for what another host keeps, in milliseconds. */
const wholeMs = 10_000

/** An excerpt has 16,384 characters at most (storage.md 2), and packed it is no larger, or hardly. */
const textBytesMax = 65_536
const packedBytesMax = 2 * textBytesMax

/** After so many failures without an answer between them the service is not asked any more: reports have to go out. */
const failuresMax = 3

/** What a service answers with that is there, and has removed what is old. */
const goneStatuses: ReadonlySet<number> = new Set([404, 410])

/** What fetches count under, as the uploads do (docs/metrics.md#fetching-from-other-hosts). */
const purpose = 'log_excerpt'

const unpack = promisify(gunzip)

/**
 * Reads log excerpts that were moved out of their rows (ingestion.md 2.10), from the data directory or the storage
 * service: a report without a log says little, and waits for a person (notifications.md O-09). One that cannot be had
 * is logged, and stops nothing else (notifications.md O-07).
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

/** What lies here is the same under any address; another host is asked at its own alone. */
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

/** A server may have unpacked it on the way. */
async function textOf(bytes: Buffer): Promise<string> {
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b
  const text = isPacked ? await unpack(bytes, { maxOutputLength: textBytesMax }) : bytes
  return text.toString()
}
