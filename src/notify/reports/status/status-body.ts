import type { Block } from '../../wording/blocks.ts'
import { countersOf } from '../../wording/counters.ts'
import { symbols } from '../../wording/status-symbol.ts'
import { instantText } from '../../wording/times.ts'
import { orUnknownWord } from '../../wording/unknown-word.ts'
import { buildIssuesSection } from './build-issues-section.ts'
import { changedTestsSection } from './changed-tests-section.ts'
import type { StatusLinks } from './status-links.ts'
import type { ToldStatusReport } from './told-status-report.ts'

/** A status report as people read it (notifications.md 1.12). */
export function statusBody(told: ToldStatusReport, links: StatusLinks): Block[] {
  const { wanted, loaded, changes } = told
  const { commit } = loaded
  const treeAndBranch = `${orUnknownWord(commit.treeName)}/${orUnknownWord(wanted.branch)}`
  return [
    { kind: 'paragraph', text: 'Hello,' },
    { kind: 'paragraph', text: `this is how ${treeAndBranch} fares.` },
    {
      kind: 'facts',
      facts: [
        { label: 'dashboard', value: { href: links.commit, text: treeAndBranch } },
        { label: 'git URL', value: wanted.url },
        { label: 'branch', value: wanted.branch },
        { label: 'commit', value: commit.hash },
        ...(commit.name === null ? [] : [{ label: 'described as', value: commit.name }]),
        { label: 'origin', value: wanted.origin },
        { label: 'checked out', value: instantText(commit.startTime) },
      ],
    },
    { kind: 'counters', counters: countersOf(loaded.counts) },
    ...changedTestsSection('regression', changes.regression, links),
    ...changedTestsSection('fixed', changes.fixed, links),
    ...changedTestsSection('unstable', changes.unstable, links),
    ...buildIssuesSection(loaded.issues, links),
    {
      kind: 'paragraph',
      text:
        'Histories show the latest runs on the branch within seven days, the oldest first. ' +
        'Sent once a day, when some test changed at the newest commit.',
    },
    {
      kind: 'paragraph',
      text: `${symbols.pass} passed, ${symbols.fail} failed, ${symbols.inconclusive} neither`,
    },
  ]
}
