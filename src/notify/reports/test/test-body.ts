import { isTracked } from '../../recipients/mailing-lists.ts'
import type { Letter } from '../../report.ts'
import type { Block } from '../../wording/blocks.ts'
import { shortTestLink } from '../../wording/links.ts'
import type { Fact } from '../../wording/phrase.ts'
import { attribution } from '../../wording/regressions/attribution.ts'
import { historyText, flakinessText } from '../../wording/regressions/history-text.ts'
import { logExcerpt } from '../../wording/regressions/log-excerpt.ts'
import { marker, robotLines } from '../../wording/regressions/robot-lines.ts'
import { treeText } from '../../wording/regressions/tree-text.ts'
import { instantText } from '../../wording/times.ts'
import { orUnknownWord } from '../../wording/unknown-word.ts'
import { type FailedTest, lastGoodCommit } from './failed-test.ts'
import { sameTestElsewhere } from './same-test-elsewhere.ts'
import { testPlace } from './test-place.ts'

/** A regression report of a test, in the order of notifications.md 1.15. */
export function testBody(failed: FailedTest, letter: Letter, dashboard: string): Block[] {
  const { test, excerpt } = failed
  const tracked = isTracked(test.tree_name)
  const page = shortTestLink(dashboard, test.id)
  const tree = treeText(test.tree_name, test.git_repository_branch)
  return [
    { kind: 'paragraph', text: `A test no longer passes in ${tree}:` },
    { kind: 'paragraph', text: testPlace(failed) },
    ...logExcerpt(excerpt),
    ...attribution(letter, tracked),
    { kind: 'paragraph', text: 'The whole log, and where it ran, are on the dashboard:' },
    {
      kind: 'facts',
      facts: [{ label: 'dashboard', value: { href: page, text: test.id } }, ...commitFacts(failed)],
    },
    { kind: 'heading', text: 'This run' },
    { kind: 'facts', facts: runFacts(failed) },
    ...sameTestElsewhere(failed),
    { kind: 'heading', text: 'Where it ran' },
    { kind: 'facts', facts: placeFacts(failed) },
    ...robotLines(letter, {
      good: lastGoodCommit(failed),
      bad: test.git_commit_hash,
      link: page,
      isTracked: tracked,
    }),
    marker('test', test.id),
  ]
}

function commitFacts({ test }: FailedTest): Fact[] {
  const tags = test.git_commit_tags ?? []
  return [
    { label: 'tree', value: orUnknownWord(test.git_repository_url) },
    { label: 'branch', value: orUnknownWord(test.git_repository_branch) },
    { label: 'commit', value: orUnknownWord(test.git_commit_hash) },
    ...(tags.length === 0 ? [] : [{ label: 'tags', value: tags.join(', ') }]),
  ]
}

function runFacts({ test, history }: FailedTest): Fact[] {
  const statuses = history.map(({ status }) => status)
  return [
    { label: 'test', value: test.id },
    { label: 'status', value: orUnknownWord(test.status === 'NULL' ? null : test.status) },
    { label: 'started', value: instantText(test.start_time) },
    ...(test.log_url === null ? [] : [{ label: 'log', value: { href: test.log_url } }]),
    ...(statuses.length === 0
      ? []
      : [
          { label: 'history', value: historyText(statuses) },
          { label: 'so far', value: flakinessText(statuses) },
        ]),
  ]
}

function placeFacts({ test, platform }: FailedTest): Fact[] {
  const { path, environment_compatible: compatibles, config_name, architecture, compiler } = test
  const given = [
    { label: 'path', value: path },
    { label: 'platform', value: platform ?? 'unknown platform' },
    { label: 'compatible', value: compatibles === null ? null : compatibles.join(' | ') },
    { label: 'config', value: config_name },
    { label: 'arch', value: architecture },
    { label: 'compiler', value: compiler },
  ]
  return given.flatMap(({ label, value }) =>
    value === null || value === '' ? [] : [{ label, value }],
  )
}
