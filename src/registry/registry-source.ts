import { readFile } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { errorMessage } from '../platform/errors/error-message.ts'
import type { FetchMetrics } from '../platform/guarded-fetch/fetch-metrics.ts'
import { createGuardedClient } from '../platform/guarded-fetch/guarded-client.ts'
import { ruleOfAddress } from '../platform/guarded-fetch/host-rules.ts'
import { RegistryError } from './registry-error.ts'

/** What fetches of the registry count under (docs/metrics.md#fetching-from-other-hosts). */
export const registryPurpose = 'registry'

/** The published index has 1 kB, a registry 40. */
const maxBytes = 16 * 1024 * 1024
const wholeMs = 30_000

/** A file of a registry, here or on another host. */
export type RegistrySource = {
  /** For people. */
  name: string
  /** @throws RegistryError, or FetchError when the host has trouble */
  read: () => Promise<Buffer>
  /** Another file, named from this one; it lies beside or below it. */
  beside: (name: string) => RegistrySource
}

export type ReadOptions = { metrics: FetchMetrics; signal?: AbortSignal | undefined }

/** @param place a file, or an address with http or https */
export function registrySource(place: string, options: ReadOptions): RegistrySource {
  return /^https?:/i.test(place) ? sourceAt(place, options) : sourceInFile(place)
}

function sourceInFile(path: string): RegistrySource {
  return {
    name: path,
    read: async () => {
      try {
        return await readFile(path)
      } catch (error) {
        throw new RegistryError(errorMessage(error))
      }
    },
    beside: (name) => sourceInFile(resolve(dirname(path), name)),
  }
}

/** Whoever runs the program chose the host, so it may lie in a network of theirs; nothing but its folder is asked for. */
function sourceAt(address: string, options: ReadOptions): RegistrySource {
  const url = URL.parse(address)
  if (url === null) throw new RegistryError(`${address} is no address`)
  const client = createGuardedClient({
    hosts: [ruleOfAddress(new URL('.', url).href)],
    metrics: options.metrics,
    limits: { wholeMs, maxBytes },
    allowPrivate: true,
    allowLoopback: true,
  })
  const at = (target: URL): RegistrySource => ({
    name: basename(target.pathname),
    read: async () => {
      const { signal } = options
      using answer = await client.fetch(target.href, { purpose: registryPurpose, signal })
      if (answer.status < 200 || answer.status > 299) {
        throw new RegistryError(`${target.href} was answered with status ${answer.status}`)
      }
      return Buffer.concat(await Array.fromAsync(answer.body))
    },
    beside: (name) => at(new URL(name, target)),
  })
  return at(url)
}
