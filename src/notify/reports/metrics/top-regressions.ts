import type { Metrics } from '../../../read/metrics/read-metrics.ts'
import type { Block } from '../../wording/blocks.ts'
import { dataLine, shortened } from '../../wording/data-line.ts'
import { issueLink } from '../../wording/links.ts'
import { withCommas } from '../../wording/number-text.ts'
import type { OutlineEntry } from '../../wording/outline.ts'

/** Characters of a comment, with the dots that say that there is more. */
const longestComment = 70

/** The issues that concern most builds, of each origin (notifications.md 2.14, item 3). */
export function topRegressions(metrics: Metrics, dashboard: string): Block[] {
  const entries = Object.entries(metrics.top_issues_by_origin).map(
    ([origin, issues]): OutlineEntry => ({
      title: origin,
      entries: issues.map((issue, place) => shownIssue(issue, place + 1, dashboard)),
    }),
  )
  return [
    { kind: 'heading', text: 'Top build regressions of each origin' },
    entries.length === 0
      ? { kind: 'paragraph', text: 'No regression to name this week.' }
      : { kind: 'outline', outline: { indent: 2, entries } },
  ]
}

type TopIssue = Metrics['top_issues_by_origin'][string][number]

function shownIssue(issue: TopIssue, rank: number, dashboard: string): OutlineEntry {
  const { id, version, comment, total_incidents } = issue
  const times = total_incidents === 1 ? 'once' : `${withCommas(total_incidents)} times`
  const said = shortened(dataLine(comment), longestComment)
  return {
    title: `${rank}. ${times}`,
    facts: [
      ...(said === '' ? [] : [{ value: said }]),
      { value: { href: issueLink(dashboard, id, version), text: id } },
    ],
  }
}
