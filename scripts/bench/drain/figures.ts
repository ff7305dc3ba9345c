import type { DrainMessage } from './drain-message.ts'

export type DrainFigures = {
  files: number
  /** From the start of the first ingester to the last commit. */
  seconds: number
  /** Of each ingester. */
  shares: number[]
  /** Files per second in the first and in the last tenth, without the first batch of all. */
  firstTenth: number
  lastTenth: number
  /** Largest resident size of an ingester, of all and of the last tenth. */
  peakBytes: number
  lastTenthPeakBytes: number
  cpuSeconds: number
  /** Files that an ingester took and found to be gone. */
  filesGone: number
}

/** Of ingesters that emptied one spool together. */
export function figures(runs: readonly DrainMessage[]): DrainFigures {
  const batches = runs.flatMap((run) => run.batches).sort((one, other) => one.at - other.at)
  const files = sum(batches.map((batch) => batch.files))
  const lastTenth = batches.slice(-Math.ceil(batches.length / 10))
  const startedAt = Math.min(...runs.map((run) => run.startedAt))
  return {
    files,
    seconds: ((batches.at(-1)?.at ?? startedAt) - startedAt) / 1000,
    shares: runs.map((run) => sum(run.batches.map((batch) => batch.files)) / files),
    firstTenth: rate(batches.slice(0, Math.ceil(batches.length / 10))),
    lastTenth: rate(lastTenth),
    peakBytes: Math.max(...runs.map((run) => run.peakBytes)),
    lastTenthPeakBytes: Math.max(...lastTenth.map((batch) => batch.rssBytes)),
    cpuSeconds: sum(runs.map((run) => run.cpuSeconds)),
    filesGone: sum(runs.map((run) => run.filesGone)),
  }
}

/** A line for people. */
export function figuresText(drained: DrainFigures): string {
  const { files, seconds, shares, firstTenth, lastTenth } = drained
  const parts = [
    `${files} files in ${seconds.toFixed(2)} s: ${Math.round(files / seconds)} files/s`,
    `first tenth ${rateText(firstTenth)}, last tenth ${rateText(lastTenth)} files/s`,
    `peak ${megabytes(drained.peakBytes)} MB, in the last tenth ${megabytes(drained.lastTenthPeakBytes)} MB`,
    `${drained.cpuSeconds.toFixed(1)} s of processor time`,
  ]
  if (shares.length > 1) {
    const percents = shares.map((share) => `${Math.round(100 * share)} %`)
    parts.push(`shares ${percents.join(', ')}, ${drained.filesGone} tried in vain`)
  }
  return `${parts.join('; ')}\n`
}

function rateText(filesPerSecond: number): string {
  return Number.isNaN(filesPerSecond) ? '(a single batch)' : String(Math.round(filesPerSecond))
}

/** Files per second between the first batch and the last one; NaN where there are no two. */
function rate(batches: readonly { at: number; files: number }[]): number {
  const [first, ...others] = batches
  const last = others.at(-1)
  if (first === undefined || last === undefined) return Number.NaN
  return (1000 * sum(others.map((batch) => batch.files))) / Math.max(last.at - first.at, 1)
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
