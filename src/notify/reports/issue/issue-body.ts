import type { IssueRegression } from '../../../read/issues/regression/regression.ts'
import { isTracked } from '../../recipients/mailing-lists.ts'
import type { Letter } from '../../report.ts'
import type { Block } from '../../wording/blocks.ts'
import { dataBlock } from '../../wording/data-block.ts'
import { shortIssueLink } from '../../wording/links.ts'
import { attribution } from '../../wording/regressions/attribution.ts'
import { knownSince } from '../../wording/regressions/known-since.ts'
import { logExcerpt } from '../../wording/regressions/log-excerpt.ts'
import { marker, robotLines } from '../../wording/regressions/robot-lines.ts'
import { treeText } from '../../wording/regressions/tree-text.ts'
import { orUnknownWord } from '../../wording/unknown-word.ts'
import { issueFailures } from './issue-failures.ts'
import { issueSubjectKind } from './issue-subject.ts'
import { narrowestGood } from './narrowest-good.ts'

/** A regression report of an issue, in the order of notifications.md 1.11. */
export function issueBody(
  regression: IssueRegression,
  letter: Letter,
  { now, links, excerpt }: { now: Date; links: string; excerpt: string | null },
): Block[] {
  const { issue, first } = regression
  const { tree, url, branch, commit, tags } = first.checkout
  const tracked = isTracked(tree)
  const page = shortIssueLink(links, issue.id)
  const comment = dataBlock(issue.comment ?? '')
  return [
    {
      kind: 'paragraph',
      text: `${announced[issueSubjectKind(regression)]} in ${treeText(tree, branch)}:`,
    },
    {
      kind: 'excerpt',
      text: comment.length === 0 ? orUnknownWord(null) : comment.join('\n'),
      rule: '---',
    },
    { kind: 'paragraph', text: knownSince(first.firstSeen, now) },
    ...logExcerpt(excerpt),
    ...attribution(letter, tracked),
    { kind: 'paragraph', text: 'Whole logs, and where it ran, are on the dashboard:' },
    {
      kind: 'facts',
      facts: [
        { label: 'dashboard', value: { href: page, text: issue.id } },
        { label: 'tree', value: orUnknownWord(url) },
        { label: 'commit', value: orUnknownWord(commit) },
        ...(tags.length === 0 ? [] : [{ label: 'tags', value: tags.join(',') }]),
      ],
    },
    ...issueFailures(regression, links),
    ...robotLines(letter, {
      good: narrowestGood(regression),
      bad: commit,
      link: page,
      isTracked: tracked,
    }),
    marker('issue', issue.id),
  ]
}

const announced = {
  build: 'A build broke',
  boot: 'A board no longer boots',
  test: 'A test no longer passes',
}
