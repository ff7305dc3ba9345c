import type { Letter } from '../../report.ts'
import type { Block } from '../blocks.ts'
import { dataLine } from '../data-line.ts'

/** What the robot of the regressions list is to be told. */
export type TrackedRegression = {
  /** The last commit that worked; null when nobody knows one. */
  readonly good: string | null
  /** The commit in which it was seen first. */
  readonly bad: string | null
  /** Of the page on the dashboard. */
  readonly link: string
  /** The list tracks the tree. */
  readonly isTracked: boolean
}

/**
 * A paragraph for the robot of the regressions list: letter for letter what it reads, and nothing at all when no commit
 * is known that worked, or when the mail does not go there (notifications.md 1.8, O-39).
 */
export function robotLines({ toLists }: Letter, regression: TrackedRegression): Block[] {
  const { good, bad, link, isTracked } = regression
  if (!isTracked || !toLists || good === null || bad === null) return []
  const range = `${dataLine(good)}..${dataLine(bad)}`
  return [{ kind: 'lines', lines: [`#regzbot introduced: ${range}`, `#regzbot link: ${link}`] }]
}

/** The last words of a report, which tools look for: what it is about (notifications.md 1.8). */
export function marker(kind: 'issue' | 'test', id: string): Block {
  return { kind: 'lines', lines: [`#kernelci ${kind} ${dataLine(id)}`] }
}
