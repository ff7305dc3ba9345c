import { compareByCodePoint } from '../code-point-order.ts'
import type { Selection } from '../filters/filters.ts'
import { isSelected } from '../filters/matches.ts'
import { firstCompatible, hardwareKey } from '../hardware.ts'
import {
  codeOfStatus,
  emptyStatusCount,
  failingStatuses,
  type StatusCount,
  type StatusName,
  statusNames,
} from '../status.ts'
import type { TestCell } from '../test-cell.ts'
import type { TestDimensions } from '../test-dimensions.ts'
import { orUnknown, unknownLabel } from '../unknown.ts'
import type { CountedTestSummary } from './answer-types.ts'
import { type StatusTally, tally, toRecord, toSparseRecord } from './status-tally.ts'

/**
 * How a summary names hardware. `counted`: as the summary route does, from counted groups (trees.md
 * 6.6). `itemised`: as `full` does, and the summary route under a path filter, test by test (6.5).
 */
export type SummaryStyle = 'counted' | 'itemised'

/** What a summary of boots or tests counts; issues and reasons for failing are counted elsewhere. */
export type TestCounts = Omit<CountedTestSummary, 'issues' | 'unknown_issues' | 'fail_reasons'>

/**
 * Counts boots or tests (trees.md 6.5, 6.6).
 *
 * @param cells what all filters but the one on statuses let pass
 */
export function countTests(
  cells: Iterable<TestCell>,
  statuses: Selection,
  style: SummaryStyle,
): TestCounts {
  const counts = new TestCounter(style)
  for (const cell of cells) {
    for (const status of statusNames) {
      const count = cell.counts[codeOfStatus(status)]
      if (count > 0 && isSelected(statuses, status)) counts.add(cell, status, count)
    }
  }
  return counts.result()
}

class TestCounter {
  readonly #style: SummaryStyle
  readonly #status = emptyStatusCount()
  readonly #origins: StatusTally = new Map()
  readonly #configs: StatusTally = new Map()
  readonly #labs: StatusTally = new Map()
  readonly #architectures = new Map<string, StatusTally>()
  readonly #compatibles: StatusTally = new Map()
  readonly #platforms: StatusTally = new Map()
  /** Platforms of what has no compatible to be counted by. */
  readonly #withoutCompatible: StatusTally = new Map()
  readonly #failedPlatforms = new Set<string | null>()

  constructor(style: SummaryStyle) {
    this.#style = style
  }

  add({ build, dimensions }: TestCell, status: StatusName, count: number): void {
    this.#status[status] += count
    tally(this.#origins, dimensions.origin, status, count)
    tally(this.#configs, orUnknown(build.config), status, count)
    tally(this.#labs, orUnknown(dimensions.lab), status, count)
    tally(this.#platforms, orUnknown(dimensions.platform), status, count)
    const architecture = orUnknown(build.architecture)
    let compilers = this.#architectures.get(architecture)
    if (compilers === undefined) this.#architectures.set(architecture, (compilers = new Map()))
    tally(compilers, orUnknown(build.compiler), status, count)
    this.#addHardware(dimensions, status, count)
  }

  #addHardware(dimensions: TestDimensions, status: StatusName, count: number): void {
    const platform =
      this.#style === 'counted' ? dimensions.platform : orUnknown(dimensions.platform)
    if (failingStatuses.includes(status)) this.#failedPlatforms.add(platform)
    const compatible =
      this.#style === 'counted' ? hardwareKey(dimensions) : firstCompatible(dimensions)
    const isCompatible =
      compatible !== unknownLabel && (this.#style === 'itemised' || compatible !== platform)
    if (isCompatible) tally(this.#compatibles, compatible, status, count)
    else tally(this.#withoutCompatible, String(platform), status, count)
  }

  result(): TestCounts {
    return {
      status: this.#status,
      origins: toRecord(this.#origins),
      architectures: [...this.#architectures].flatMap(toArchitectureRows).sort(compareRows),
      configs: toRecord(this.#configs),
      failed_platforms: [...this.#failedPlatforms].sort(compareNullsLast),
      environment_compatible: toSparseRecord(this.#compatibles),
      environment_misc: toSparseRecord(this.#withoutCompatible),
      platforms: toRecord(this.#platforms),
      labs: toRecord(this.#labs),
    }
  }
}

type ArchitectureRow = { arch: string; compiler: string; status: StatusCount }

function toArchitectureRows([arch, compilers]: [string, StatusTally]): ArchitectureRow[] {
  return [...compilers].map(([compiler, status]) => ({ arch, compiler, status }))
}

function compareRows(left: ArchitectureRow, right: ArchitectureRow): number {
  return (
    compareByCodePoint(left.arch, right.arch) || compareByCodePoint(left.compiler, right.compiler)
  )
}

function compareNullsLast(left: string | null, right: string | null): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null)
  return compareByCodePoint(left, right)
}
