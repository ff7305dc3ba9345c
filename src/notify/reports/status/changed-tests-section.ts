import type { Change } from '../../../domain/test-history/regression-type.ts'
import type { Block } from '../../wording/blocks.ts'
import { testLink } from '../../wording/links.ts'
import { withCommas } from '../../wording/number-text.ts'
import type { OutlineEntry } from '../../wording/outline.ts'
import { remainder } from '../../wording/remainder.ts'
import { statusSymbol } from '../../wording/status-symbol.ts'
import { minuteText } from '../../wording/times.ts'
import { knownWord, orUnknownWord } from '../../wording/unknown-word.ts'
import type { StatusLinks } from './status-links.ts'
import type { ChangedTest } from './told-changes.ts'

/** Tests that a section shows; mailing lists refuse mails of more than about 100 kB (notifications.md O-37). */
const mostTests = 60

const wordsOf: Readonly<Record<Change, { title: string; none: string; since: string | null }>> = {
  regression: {
    title: 'Possible regressions',
    none: 'No possible regression was observed.',
    since: 'fails since',
  },
  fixed: {
    title: 'Fixed regressions',
    none: 'No fixed regression was observed.',
    since: 'passes since',
  },
  unstable: { title: 'Unstable tests', none: 'No unstable test was observed.', since: null },
}

/** The tests to which one thing happened, by platform, config, compiler and path (notifications.md 1.12 step 4). */
export function changedTestsSection(
  change: Change,
  tests: readonly ChangedTest[],
  links: StatusLinks,
): Block[] {
  const { title, none, since } = wordsOf[change]
  if (tests.length === 0) {
    return [
      { kind: 'heading', text: title },
      { kind: 'paragraph', text: none },
    ]
  }
  const shown = tests.slice(0, mostTests)
  const entries = byLevels(
    shown,
    [
      ({ platform }) => platform,
      ({ config }) => knownWord(config),
      ({ build }) => buildTitle(build),
    ],
    (test) => shownTest(test, since, links.dashboard),
  )
  return [
    { kind: 'heading', text: `${title} (${withCommas(tests.length)})` },
    { kind: 'outline', outline: { indent: 2, entries } },
    ...remainder(tests.length - shown.length, links.commit),
  ]
}

/** Architecture and compiler; answers of the API say `None` of what is missing (trees.md O12). */
function buildTitle(build: string): string {
  return build.replaceAll(/(?<=^|\/)None(?=\/|$)/g, orUnknownWord(null))
}

/** Entries within entries; tests of one place stand together already. */
function byLevels(
  tests: readonly ChangedTest[],
  [nameOf, ...deeper]: readonly ((test: ChangedTest) => string)[],
  entryOf: (test: ChangedTest) => OutlineEntry,
): OutlineEntry[] {
  if (nameOf === undefined) return tests.map(entryOf)
  return [...Map.groupBy(tests, nameOf)].map(([title, inner]) => ({
    title,
    entries: byLevels(inner, deeper, entryOf),
  }))
}

function shownTest(
  { path, runs }: ChangedTest,
  since: string | null,
  dashboard: string,
): OutlineEntry {
  const [newest] = runs
  if (newest === undefined) return { title: knownWord(path) }
  const oldestFirst = runs.toReversed()
  const first = oldestFirst.find(({ status }) => status === newest.status) ?? newest
  return {
    title: knownWord(path),
    history: oldestFirst.map(({ status }) => statusSymbol(status)),
    facts: [
      ...(since === null ? [] : [{ label: since, value: minuteText(first.start_time) }]),
      { label: 'last run', value: { href: testLink(dashboard, newest.id), text: newest.id } },
    ],
  }
}
