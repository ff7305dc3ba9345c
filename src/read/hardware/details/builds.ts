import type { Filters } from '../../../domain/filters/filters.ts'
import { selectBuilds } from '../../../domain/filters/select-builds.ts'
import type { HardwareBuild } from '../../../domain/hardware-details/hardware-answer.ts'
import type { ReadDatabase } from '../../database.ts'
import { inSnapshot } from '../../snapshot.ts'
import type { HardwareRequest, HardwareResult } from './hardware-request.ts'
import { loadHardwareBuilds } from './load-items.ts'
import { loadRecordSet } from './load-record-set.ts'

/** Lists the builds that were tested on a hardware (hardware.md 9.6), newest first, then by id. */
export function readHardwareBuilds(
  db: ReadDatabase,
  request: HardwareRequest,
  filters: Filters,
): Promise<HardwareResult<{ builds: HardwareBuild[] }>> {
  return inSnapshot(db, async (snapshot) => {
    const records = await loadRecordSet(snapshot, request)
    if (records.found !== 'results') return records
    const { selected, checkouts } = records.body
    const { builds, buildIssues, cells } = selected
    const wanted = selectBuilds(filters, builds, buildIssues, cells)
    const listed = await loadHardwareBuilds(snapshot, wanted, filters.build.issues, checkouts)
    return { found: 'results', body: { builds: listed } }
  })
}
