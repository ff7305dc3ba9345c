import { Gauge, type Registry } from 'prom-client'
import type { BatchResult } from '../write/write-batch.ts'
import { counterMaker } from './counter-maker.ts'

/** Tables that the reference's board of the aggregator asks for, and what is written here in their place. */
const derivedTables: Readonly<Record<string, (result: BatchResult) => number>> = {
  tree_listing: ({ sums }) => sums.checkoutCounts,
  hardware_status: ({ sums }) => sums.checkoutHardware,
  tree_tests_rollup: ({ sums }) => sums.cells,
  processed_items: ({ changedBuilds, changedTests }) => changedBuilds + changedTests,
}

/**
 * What the sums took over. Unlike the counters of items these stand still when the same rows come
 * again, so the two together tell how much of the input is news.
 */
export function rollUpMetrics(registers: Registry[]): (result: BatchResult) => void {
  const changes = counterMaker(registers)(
    'treeline_rollup_changes_total',
    'Builds and tests that are counted otherwise than before',
    [{ table: 'builds' }, { table: 'tests' }],
  )
  const written = counterMaker(registers)(
    'aggregation_records_written_total',
    'Rows of sums that were written, by the derived table of the reference that they stand for',
    Object.keys(derivedTables).map((table) => ({ table })),
  )
  const newest = new Gauge({
    name: 'treeline_rollup_version',
    help: 'Version of the sums that this process committed last',
    registers,
  })
  return (result) => {
    const { version, changedBuilds, changedTests } = result
    changes.inc({ table: 'builds' }, changedBuilds)
    changes.inc({ table: 'tests' }, changedTests)
    for (const [table, rowsOf] of Object.entries(derivedTables)) {
      written.inc({ table }, rowsOf(result))
    }
    if (version !== null) newest.set(version)
  }
}
