import type { FailedConfiguration } from '../../../read/issues/regression/list-failed-configurations.ts'
import type { FailedPlatform } from '../../../read/issues/regression/list-failed-platforms.ts'
import type { IssueRegression, PlaceHistory } from '../../../read/issues/regression/regression.ts'
import type { Block } from '../../wording/blocks.ts'
import { countText } from '../../wording/count-text.ts'
import { shortened } from '../../wording/data-line.ts'
import { issueLink } from '../../wording/links.ts'
import { flakinessText } from '../../wording/regressions/history-text.ts'
import { marker } from '../../wording/regressions/robot-lines.ts'
import { treeText } from '../../wording/regressions/tree-text.ts'
import { minuteText } from '../../wording/times.ts'
import { orUnknownWord } from '../../wording/unknown-word.ts'
import type { Fact } from '../../wording/phrase.ts'

/** Places that an entry names; the others are counted. */
const namedPlaces = 5
const mostCharacters = 300

/** A section for issues of builds and one for those of boots and tests, as far as there are any (notifications.md 1.10). */
export function digestBody(regressions: readonly IssueRegression[], dashboard: string): Block[] {
  const { build = [], test = [] } = Object.groupBy(regressions, ({ first }) => first.kind)
  return [
    ...section('New build issues', build, dashboard),
    ...section('New boot and test issues', test, dashboard),
  ]
}

function section(
  heading: string,
  regressions: readonly IssueRegression[],
  dashboard: string,
): Block[] {
  if (regressions.length === 0) return []
  return [
    { kind: 'heading', text: heading },
    ...regressions.flatMap((regression) => entry(regression, dashboard)),
  ]
}

/** One entry for each issue, however many configurations or platforms show it. */
function entry(regression: IssueRegression, dashboard: string): Block[] {
  const { issue, first } = regression
  const { tree, branch, origin, commit } = first.checkout
  return [
    marker('issue', issue.id),
    { kind: 'paragraph', text: shortened(orUnknownWord(issue.comment), mostCharacters) },
    {
      kind: 'facts',
      facts: [
        { label: 'seen first', value: minuteText(first.firstSeen) },
        { label: 'tree', value: treeText(tree, branch) },
        { label: 'origin', value: orUnknownWord(origin) },
        { label: 'commit', value: orUnknownWord(commit) },
        { label: 'seen in', value: occurrencesText(regression) },
        ...placeFacts(regression),
        { label: 'dashboard', value: { href: issueLink(dashboard, issue.id), text: issue.id } },
      ],
    },
  ]
}

function occurrencesText({ occurrences, isSample, first }: IssueRegression): string {
  const count = countText(occurrences, first.kind)
  return isSample ? `at least ${count}` : count
}

/** Where it fails, and how steadily; the first places by name. */
function placeFacts({ configurations, platforms, more }: IssueRegression): Fact[] {
  const places = [...configurations.map(configurationText), ...platforms.map(platformText)]
  const unnamed = places.length - namedPlaces + more
  return [
    ...places.slice(0, namedPlaces).map((value) => ({ label: 'seen on', value })),
    ...(unnamed > 0 ? [{ label: 'and on', value: `${unnamed} more` }] : []),
  ]
}

function configurationText(
  one: Pick<FailedConfiguration, 'config' | 'architecture' | 'compiler'> & PlaceHistory,
): string {
  const { config, architecture, compiler } = one
  const built = `${orUnknownWord(config)}, ${orUnknownWord(architecture)}, ${orUnknownWord(compiler)}`
  return `${built} (${flakinessText(one.statuses)})`
}

function platformText(one: Pick<FailedPlatform, 'platform'> & PlaceHistory): string {
  return `${orUnknownWord(one.platform)} (${flakinessText(one.statuses)})`
}
