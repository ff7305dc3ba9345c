import { table } from '../table.ts'
import type { Measured } from './measure.ts'

const headings = [
  'route',
  'p50 ms',
  'p95 ms',
  'max ms',
  '× healthz',
  'bytes',
  'most items',
  'requests',
  'aim',
]

/** The measurements as a table, one line per series. */
export function measurementTable(measured: readonly Measured[]): string {
  return table(headings, measured.map(toCells))
}

function toCells(measured: Measured): string[] {
  const { series, requests, p50, p95, max, bytes, mostItems, healthzMs } = measured
  const times = [p50, p95, max].map((ms) => ms.toFixed(1))
  const ratio = (p50 / healthzMs).toFixed(1)
  return [
    series.name,
    ...times,
    ratio,
    `${Math.round(bytes)}`,
    `${mostItems}`,
    `${requests}`,
    aim(series.aimMs, p95),
  ]
}

function aim(aimMs: number | undefined, p95: number): string {
  if (aimMs === undefined) return ''
  return `< ${aimMs} ${p95 < aimMs ? 'met' : 'MISSED'}`
}

/** What the ratios refer to, and how much it moved while the routes were measured. */
export function baselineText(measured: readonly Measured[]): string {
  const healthz = measured.map(({ healthzMs }) => healthzMs)
  const select = measured.map(({ selectMs }) => selectMs)
  return `healthz ${rangeOf(healthz)} ms, select 1 ${rangeOf(select)} ms; aims are for p95`
}

function rangeOf(times: readonly number[]): string {
  return `${Math.min(...times).toFixed(2)} to ${Math.max(...times).toFixed(2)}`
}

/** How often each table was read as a whole before and after. */
export function scanTable(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): string {
  return table(
    ['sequential scans', 'before', 'after'],
    [...after].map(([name, count]) => [name, `${before.get(name) ?? 0}`, `${count}`]),
  )
}
