import type { Config } from '../config/config.ts'
import { errorMessage } from '../platform/errors/error-message.ts'
import type { FetchMetrics } from '../platform/guarded-fetch/fetch-metrics.ts'
import { createGuardedClient } from '../platform/guarded-fetch/guarded-client.ts'
import { ruleOfAddress } from '../platform/guarded-fetch/host-rules.ts'
import { parseIndex } from '../registry/parse-registry.ts'
import { registrySource } from '../registry/registry-source.ts'
import { failure, fine, type Finding } from './finding.ts'

/** What fetches of this command count under. */
export const doctorPurpose = 'doctor'

const wholeMs = 15_000
const bodyBytesMax = 65_536

export type OutsideOptions = { metrics: FetchMetrics; signal: AbortSignal }

/**
 * What lies on other hosts and is needed: the index of hardware registries, and, where they are used,
 * the storage of log excerpts and the service that watches jobs. Nothing is sent there.
 */
export async function lookOutside(
  { hardwareRegistryIndex, excerpts, jobs }: Config,
  options: OutsideOptions,
): Promise<Finding[]> {
  const isStored = excerpts.converts && excerpts.storage.kind === 'service'
  const isWatched = jobs.healthChecks.tokens.size > 0
  return Promise.all([
    lookAtRegistry(hardwareRegistryIndex, options),
    ...(isStored ? [lookAtHost('storage', excerpts.baseUrl, 'STORAGE_BASE_URL', options)] : []),
    ...(isWatched
      ? [lookAtHost('health checks', jobs.healthChecks.baseUrl, 'HEALTHCHECK_URL', options)]
      : []),
  ])
}

async function lookAtRegistry(index: string, options: OutsideOptions): Promise<Finding> {
  try {
    const source = registrySource(index, options)
    const names = parseIndex(source.name, await source.read())
    return fine('hardware registry', `${index} names ${names.length} registries`)
  } catch (error) {
    options.signal.throwIfAborted()
    return failure(
      'hardware registry',
      `${index}: ${errorMessage(error)}`,
      'let this host reach it, or name a file in HARDWARE_REGISTRY_INDEX_URL',
    )
  }
}

/** Any answer but one of a server that fails says that the host is there. */
async function lookAtHost(
  about: string,
  address: string,
  variable: string,
  { metrics, signal }: OutsideOptions,
): Promise<Finding> {
  const client = createGuardedClient({
    hosts: [ruleOfAddress(new URL('/', address).href)],
    metrics,
    limits: { wholeMs, maxBytes: bodyBytesMax },
    // whoever runs the program chose the host
    allowPrivate: true,
    allowLoopback: true,
  })
  try {
    using answer = await client.fetch(address, { purpose: doctorPurpose, signal })
    if (answer.status < 500) return fine(about, `${address} answers`)
    return failure(about, `${address} answers with status ${answer.status}`, 'ask who runs it')
  } catch (error) {
    signal.throwIfAborted()
    const advice = `let this host reach it, or name another in ${variable}`
    return failure(about, `${address}: ${errorMessage(error)}`, advice)
  }
}
