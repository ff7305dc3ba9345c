import { errorMessage } from '../platform/error-message.ts'
import { parseIndex } from '../registry/parse-registry.ts'
import { type ReadOptions, registrySource } from '../registry/registry-source.ts'
import { failure, fine, type Finding } from './finding.ts'

/** What lies on other hosts and is needed: the index of hardware registries. */
export async function lookOutside(index: string, options: ReadOptions): Promise<Finding[]> {
  try {
    const source = registrySource(index, options)
    const names = parseIndex(source.name, await source.read())
    return [fine('hardware registry', `${index} names ${names.length} registries`)]
  } catch (error) {
    return [
      failure(
        'hardware registry',
        `${index}: ${errorMessage(error)}`,
        'let this host reach it, or name a file in HARDWARE_REGISTRY_INDEX_URL',
      ),
    ]
  }
}
