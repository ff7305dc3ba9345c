import type {
  IssueFailures,
  IssueRegression,
  PlaceHistory,
} from '../../../read/issues/regression/regression.ts'
import type { Block } from '../../wording/blocks.ts'
import { countText } from '../../wording/count-text.ts'
import { buildLink, testLink } from '../../wording/links.ts'
import type { OutlineEntry } from '../../wording/outline.ts'
import type { Fact } from '../../wording/phrase.ts'
import { historyText, flakinessText } from '../../wording/regressions/history-text.ts'
import { minuteText } from '../../wording/times.ts'
import { orUnknownWord } from '../../wording/unknown-word.ts'

type Configuration = IssueFailures['configurations'][number]
type Platform = IssueFailures['platforms'][number]

/** Where an issue shows itself: an entry for each configuration or platform, with its history. */
export function issueFailures(
  regression: IssueFailures & Pick<IssueRegression, 'first'>,
  dashboard: string,
): Block[] {
  const { configurations, platforms, isSample, more, first } = regression
  const entries = [
    ...configurations.map((one) => configurationEntry(one, dashboard)),
    ...platforms.map((one) => platformEntry(one, isSample, dashboard)),
  ]
  const heading = first.kind === 'build' ? 'Configurations that do not build' : 'Affected platforms'
  return [
    { kind: 'heading', text: heading },
    { kind: 'outline', outline: { indent: 2, marks: ['- '], entries } },
    ...(more === 0 ? [] : [moreOf(more)]),
  ]
}

function moreOf(more: number): Block {
  return { kind: 'paragraph', text: `${more} more on the dashboard.` }
}

function configurationEntry(one: Configuration, dashboard: string): OutlineEntry {
  const { config, architecture, compiler, configUrl, buildId, builds } = one
  return {
    title: `${orUnknownWord(config)} on ${orUnknownWord(architecture)}`,
    facts: [
      { label: 'compiler', value: orUnknownWord(compiler) },
      { label: 'config', value: orUnknownWord(configUrl) },
      { label: 'build', value: { href: buildLink(dashboard, buildId), text: buildId } },
      ...(builds > 1 ? [{ label: 'seen in', value: countText(builds, 'build') }] : []),
      ...historyFacts(one),
      lastGoodFact(one),
    ],
  }
}

function platformEntry(one: Platform, isSample: boolean, dashboard: string): OutlineEntry {
  const { platform, compatibles, testId, path, tests, firstSeen } = one
  const failing = countText(tests, 'test')
  return {
    title: orUnknownWord(platform),
    facts: [
      { label: 'test', value: { href: testLink(dashboard, testId), text: testId } },
      ...(compatibles.length === 0
        ? []
        : [{ label: 'compatible', value: compatibles.join(' | ') }]),
      { label: 'path', value: orUnknownWord(path) },
      {
        label: 'failing',
        value: isSample
          ? `at least ${failing}`
          : `${failing}, the first at ${minuteText(firstSeen)}`,
      },
      ...historyFacts(one),
      lastGoodFact(one),
    ],
  }
}

function historyFacts({ statuses }: PlaceHistory): Fact[] {
  if (statuses.length === 0) return []
  return [
    { label: 'history', value: historyText(statuses) },
    { label: 'so far', value: flakinessText(statuses) },
  ]
}

function lastGoodFact({ lastGood }: PlaceHistory): Fact {
  if (lastGood === null) return { label: 'last passed', value: 'no pass known' }
  const { commit, startTime, id } = lastGood
  return { label: 'last passed', value: `${commit} at ${minuteText(startTime)} (${id})` }
}
