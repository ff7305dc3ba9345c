import { createFetchMetrics } from '../../platform/guarded-fetch/fetch-metrics.ts'
import { registryPurpose } from '../../registry/registry-source.ts'
import { updateRegistry } from '../../registry/update-registry.ts'
import type { JobContext, JobSummary } from '../job.ts'

/**
 * Brings the hardware registry up to date from the index of the settings; what had to be left out is counted
 * and logged, and fails nothing (reference/operations.md 1.4).
 *
 * @throws RegistryError, FetchError
 */
export async function updateHardwareRegistry({
  config,
  database,
  log,
  metrics,
  signal,
}: JobContext): Promise<JobSummary> {
  const { stored, leftOut } = await updateRegistry(database.db, {
    place: config.hardwareRegistryIndex,
    kind: 'index',
    metrics: createFetchMetrics(metrics, [registryPurpose]),
    signal,
  })
  if (leftOut.length > 0) log.warn({ leftOut: leftOut.slice(0, 20) }, 'entities were left out')
  return { ...stored, left_out: leftOut.length }
}
