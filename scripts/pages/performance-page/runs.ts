import type { HttpFigures, SeriesFigures } from '../../bench/figures/http-figures.ts'
import type { UnitFigures } from '../../bench/figures/unit-figures.ts'

/** Runs of all parts at one size, as one. */
export type WholeRun = Omit<HttpFigures, 'part'>

/** What result files hold. */
export type Runs = {
  /** By how many tests the database had, ascending; one at least. */
  sizes: [WholeRun, ...WholeRun[]]
  units: UnitFigures | null
}

/** @throws Error for files that are no results, and for a run of which a part is missing */
export function readRuns(files: readonly unknown[]): Runs {
  const http = files.filter(isHttp)
  const bySize = [...Map.groupBy(http, ({ tests }) => tests)]
  const [first, ...others] = bySize
    .toSorted(([one], [other]) => one - other)
    .map(([, parts]) => joined(parts))
  if (first === undefined) throw new Error('no result file of bench:http')
  const units = files.find(isUnits) ?? null
  if (http.length + (units === null ? 0 : 1) !== files.length) {
    throw new Error('a file is no result, or there are two of bench')
  }
  return { sizes: [first, ...others], units }
}

function joined(parts: readonly HttpFigures[]): WholeRun {
  const [first] = parts
  const count = Number(first?.part.split('/')[1])
  const wanted = Array.from({ length: count }, (_, number) => `${number + 1}/${count}`)
  const found = parts.map(({ part }) => part).toSorted()
  if (first === undefined || found.join() !== wanted.toSorted().join()) {
    throw new Error(
      `of ${first?.tests} tests there are parts ${found.join()}, not ${wanted.join()}`,
    )
  }
  return {
    ...first,
    series: parts.flatMap(({ series }) => series).toSorted(bySeries),
    framework: parts.flatMap(({ framework }) => framework),
    ingest: parts.find(({ ingest }) => ingest !== null)?.ingest ?? null,
    load: Math.max(...parts.map(({ load }) => load)),
    peakBytes: Math.max(...parts.map(({ peakBytes }) => peakBytes)),
  }
}

function bySeries(one: SeriesFigures, other: SeriesFigures): number {
  return `${one.operation} ${one.name}` < `${other.operation} ${other.name}` ? -1 : 1
}

function isHttp(file: unknown): file is HttpFigures {
  return kindOf(file) === 'http'
}

function isUnits(file: unknown): file is UnitFigures {
  return kindOf(file) === 'units'
}

function kindOf(file: unknown): unknown {
  return typeof file === 'object' && file !== null && 'kind' in file ? file.kind : undefined
}
