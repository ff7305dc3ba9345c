import { matchesWhereItRan } from '../../../src/domain/filters/matches.ts'
import { parseFilters } from '../../../src/domain/filters/parse-filters.ts'
import { selectBuilds } from '../../../src/domain/filters/select-builds.ts'
import { sampleCommit } from './commit.ts'
import type { Subject } from './comparison.ts'

const query =
  'origin=maestro&filter_config_name=defconfig%2B1&filter_test.hardware=vendor%2Cchip-1&filter_test.lab=lab-2&filter_test.duration_[gte]=5'

/** Reading filters from an address, and what they let pass of a commit. */
export const filter: Subject = () => {
  const { builds, cells } = sampleCommit()
  const filters = parseFilters(new URLSearchParams(query))
  const wanted = new Set(['defconfig+1'])
  return Promise.resolve([
    {
      name: 'address of five parameters',
      ours: () => parseFilters(new URLSearchParams(query)),
      leastName: 'URLSearchParams',
      least: () => [...new URLSearchParams(query)],
    },
    {
      name: `${cells.length} cells, by configuration, hardware and lab`,
      ours: () =>
        cells.filter(({ build, dimensions }) => matchesWhereItRan(filters, build, dimensions)),
      leastName: 'the same loop, by configuration alone',
      least: () => cells.filter(({ build }) => wanted.has(build.config ?? '')),
    },
    {
      name: `${builds.length} builds, found by what was tested on them`,
      ours: () => selectBuilds(filters, builds, new Map(), cells),
      leastName: 'a loop over their cells',
      least: () => cells.filter(({ build }) => wanted.has(build.config ?? '')),
    },
  ])
}
