import { issueKey } from '../../../domain/issue-reference.ts'
import type { ReportedIssue } from '../../../read/trees/report/list-reported-issues.ts'
import type { Block } from '../../wording/blocks.ts'
import { dataLine, shortened } from '../../wording/data-line.ts'
import { buildLink, issueLink } from '../../wording/links.ts'
import { withCommas } from '../../wording/number-text.ts'
import type { OutlineEntry } from '../../wording/outline.ts'
import type { Fact } from '../../wording/phrase.ts'
import { remainder } from '../../wording/remainder.ts'
import { minuteText } from '../../wording/times.ts'
import type { StatusLinks } from './status-links.ts'

const mostIssues = 30
const mostBuilds = 3
const longestComment = 200

/**
 * Issues of failed builds: those that were seen here first one by one, each with its builds, however many it
 * breaks, of the others how many there are (notifications.md 1.12 steps 5 and 6, O-35).
 */
export function buildIssuesSection(issues: readonly ReportedIssue[], links: StatusLinks): Block[] {
  const byIssue = [
    ...Map.groupBy(issues, ({ issue_id, version }) => issueKey({ id: issue_id, version })).values(),
  ]
  const isNew = ([first]: readonly ReportedIssue[]) => first?.is_new_issue === true
  const fresh = byIssue.filter(isNew)
  const known = byIssue.filter((ofIssue) => !isNew(ofIssue))
  const shown = fresh.slice(0, mostIssues)
  return [
    ...(fresh.length === 0
      ? []
      : [
          { kind: 'heading' as const, text: `New build issues (${withCommas(fresh.length)})` },
          {
            kind: 'outline' as const,
            outline: { indent: 2, entries: shown.flatMap((ofIssue) => shownIssue(ofIssue, links)) },
          },
          ...remainder(fresh.length - shown.length, links.commit),
        ]),
    ...knownIssues(known, links),
  ]
}

function shownIssue(ofIssue: readonly ReportedIssue[], { dashboard }: StatusLinks): OutlineEntry[] {
  const [issue] = ofIssue
  if (issue === undefined) return []
  const { issue_id: id, version, comment, first_seen, report_url } = issue
  const said = shortened(dataLine(comment ?? ''), longestComment)
  const builds = ofIssue.slice(0, mostBuilds).map(({ build_id }): Fact => ({
    label: 'build',
    value: { href: buildLink(dashboard, build_id), text: build_id },
  }))
  const more = ofIssue.length - builds.length
  return [
    {
      title: said === '' ? `${id}, version ${version}` : said,
      facts: [
        {
          label: 'issue',
          value: { href: issueLink(dashboard, id, version), text: `${id}, version ${version}` },
        },
        { label: 'first seen', value: minuteText(first_seen) },
        ...(report_url === null || report_url === ''
          ? []
          : [{ label: 'report', value: { href: report_url } }]),
        { label: 'culprit', value: culprits(issue) },
        { label: 'failed builds', value: withCommas(ofIssue.length) },
        ...builds,
        ...(more > 0 ? [{ value: `… and ${withCommas(more)} more` }] : []),
      ],
    },
  ]
}

function culprits({ culprit_tool, culprit_code, culprit_harness }: ReportedIssue): string {
  const named = [
    ...(culprit_tool ? ['tool'] : []),
    ...(culprit_code ? ['code'] : []),
    ...(culprit_harness ? ['harness'] : []),
  ]
  return named.length === 0 ? 'none named' : named.join(', ')
}

function knownIssues(known: readonly (readonly ReportedIssue[])[], links: StatusLinks): Block[] {
  if (known.length === 0) return []
  const builds = new Set(known.flat().map(({ build_id }) => build_id)).size
  const issues = known.length === 1 ? 'One build issue' : `${withCommas(known.length)} build issues`
  const failed = builds === 1 ? 'one failed build' : `${withCommas(builds)} failed builds`
  return [
    {
      kind: 'paragraph',
      text: `${issues} that ${known.length === 1 ? 'was' : 'were'} known before: ${failed} here, see ${links.commit}`,
    },
  ]
}
