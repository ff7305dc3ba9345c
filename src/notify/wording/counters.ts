import type { BucketCounts } from '../../domain/bucket-counts.ts'
import type { TypeCounts } from '../../domain/history/commit-history.ts'
import type { StatusCounts } from '../../domain/status.ts'
import { withCommas } from './number-text.ts'
import { symbols } from './status-symbol.ts'

/** How many builds, boots and tests ended how. */
export type Counters = Readonly<Record<'builds' | 'boots' | 'tests', Readonly<BucketCounts>>>

/** What is counted, in the order of reports, under the names that readers see. */
export const counted = [
  { what: 'builds', label: 'Builds' },
  { what: 'boots', label: 'Boots' },
  { what: 'tests', label: 'Tests' },
] as const

/** Columns of a number; longer ones take what they need. */
const width = 5

/**
 * Three lines (notifications.md 1.7): a label, a tab, then how many passed, failed, and neither, each with its
 * symbol.
 */
export function counterLines(counters: Counters): string[] {
  return counted.map(({ what, label }) => {
    const { PASS, FAIL, INCONCLUSIVE } = counters[what]
    const cell = (count: number, symbol: string) => `${withCommas(count).padStart(width)} ${symbol}`
    const cells = [
      cell(PASS, symbols.pass),
      cell(FAIL, symbols.fail),
      cell(INCONCLUSIVE, symbols.inconclusive),
    ]
    return `${label}:\t${cells.join(' ')}`
  })
}

/** Counts of all statuses in the three columns of a report; whatever neither passed nor failed is in the last. */
export function countersOf({ builds, boots, tests }: TypeCounts): Counters {
  return { builds: bucketsOf(builds), boots: bucketsOf(boots), tests: bucketsOf(tests) }
}

function bucketsOf([none, PASS, FAIL, skip, error, miss, done]: Readonly<StatusCounts>) {
  return { PASS, FAIL, INCONCLUSIVE: none + skip + error + miss + done }
}
