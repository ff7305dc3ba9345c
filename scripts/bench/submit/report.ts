import { percentile } from '../percentile.ts'
import type { FloodMessage } from './submit-message.ts'

/** p50, p95 and p99 of some times. */
export function millisecondsText(milliseconds: readonly number[]): string {
  const parts = [50, 95, 99].map(
    (percent) => `p${percent} ${percentile(milliseconds, percent).toFixed(0)}`,
  )
  return `${parts.join(', ')} ms (${milliseconds.length} submissions)`
}

/** How many submissions a second were acknowledged, and after how long. */
export function rateText({ acknowledged, seconds, milliseconds }: FloodMessage): string {
  return `${(acknowledged / seconds).toFixed(0)}/s, ${millisecondsText(milliseconds)}`
}

export type Drained = {
  files: number
  rows: number
  bytes: number
  seconds: number
  /** What the same files take the floor of ingest. */
  floorSeconds: number
}

/** How fast a backlog was stored, beside the floor. */
export function rateBesideFloorText(drained: Drained): string {
  const { seconds, floorSeconds } = drained
  const ratio = (seconds / floorSeconds).toFixed(2)
  return `stored: ${perSecond(drained, seconds)}; floor ${perSecond(drained, floorSeconds)}; ratio ${ratio}`
}

function perSecond({ files, rows, bytes }: Drained, seconds: number): string {
  const [perFile, perRow] = [files, rows].map((count) => (count / seconds).toFixed(0))
  return `${perFile} files/s, ${perRow} rows/s, ${(bytes / 1e6 / seconds).toFixed(1)} MB/s`
}
