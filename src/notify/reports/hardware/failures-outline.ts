import { compareByCodePoint } from '../../../domain/code-point-order.ts'
import type { FailedTest } from '../../../read/hardware/failures/load-hardware-failures.ts'
import { testLink } from '../../wording/links.ts'
import { withCommas } from '../../wording/number-text.ts'
import type { Outline, OutlineEntry } from '../../wording/outline.ts'
import type { Fact } from '../../wording/phrase.ts'
import { instantText } from '../../wording/times.ts'
import { knownWord, orUnknownWord } from '../../wording/unknown-word.ts'
import { jobLink } from './job-link.ts'

/** Tests that are shown of a suite, and of all; mailing lists refuse mails of more than about 100 kB (notifications.md O-37). */
const mostOfSuite = 25
const mostOfAll = 120

/** Where links lead: the dashboard, and the jobs of each lab that shows them. */
export type HardwareLinks = {
  readonly dashboard: string
  readonly labs: ReadonlyMap<string, string | null>
}

/** The failed runs of one test on one commit, newest first. */
type FailedRuns = readonly [FailedTest, ...FailedTest[]]

/**
 * Failures by suite, tree and branch, commit and test: the newest go first, tests by their paths (notifications.md
 * 1.13). A test that failed several times on a commit is one entry.
 *
 * @param failures newest first
 */
export function failuresOutline(
  failures: readonly FailedTest[],
  links: HardwareLinks,
): { outline: Outline; more: number } {
  const bySuite = Map.groupBy(failures, suiteOf)
  const entries: OutlineEntry[] = []
  let left = mostOfAll
  let more = 0
  for (const [suite, ofSuite] of bySuite) {
    const tests = testsOf(ofSuite)
    const shown = tests.slice(0, Math.min(mostOfSuite, left))
    left -= shown.length
    more += tests.length - shown.length
    if (shown.length > 0) entries.push(suiteEntry(suite, shown, tests.length, links))
  }
  return { outline: { indent: 4, marks: ['> ', '>> ', '>>> '], entries }, more }
}

/** Up to the first dot. */
function suiteOf({ path }: FailedTest): string {
  return path.split('.', 1).join('')
}

/** One entry for each test on each commit, those with the newest failures first. */
function testsOf(failures: readonly FailedTest[]): FailedRuns[] {
  const groups = Map.groupBy(failures, ({ commit, path }) =>
    JSON.stringify([...placeOf(commit), path]),
  )
  return [...groups.values()].flatMap(([newest, ...older]): FailedRuns[] =>
    newest === undefined ? [] : [[newest, ...older]],
  )
}

function placeOf(commit: FailedTest['commit']): (string | null)[] {
  return commit === null ? [] : [commit.treeName, commit.branch, commit.hash]
}

function suiteEntry(
  suite: string,
  shown: readonly FailedRuns[],
  all: number,
  links: HardwareLinks,
): OutlineEntry {
  const branches = Map.groupBy(shown, ([{ commit }]) => branchTitle(commit))
  const rest = all - shown.length
  return {
    title: knownWord(suite),
    ...(rest > 0 && {
      facts: [{ value: `${withCommas(shown.length)} of ${withCommas(all)} failed tests` }],
    }),
    entries: [...branches].map(([title, ofBranch]) => ({
      title,
      entries: [...Map.groupBy(ofBranch, ([{ commit }]) => commitTitle(commit))].map(
        ([commit, tests]) => ({
          title: commit,
          entries: tests.toSorted(byPath).map((runs) => testEntry(runs, links)),
        }),
      ),
    })),
  }
}

function branchTitle(commit: FailedTest['commit']): string {
  return `${orUnknownWord(commit?.treeName)}/${orUnknownWord(commit?.branch)}`
}

function commitTitle(commit: FailedTest['commit']): string {
  const hash = orUnknownWord(commit?.hash)
  return commit?.name ? `${hash} (${commit.name})` : hash
}

/** Letters in either case are equal; of equal paths the newest failure goes first, as they come. */
function byPath([one]: FailedRuns, [other]: FailedRuns): number {
  return compareByCodePoint(one.path.toLowerCase(), other.path.toLowerCase())
}

function testEntry(
  [newest, ...older]: FailedRuns,
  { dashboard, labs }: HardwareLinks,
): OutlineEntry {
  const { id, path, origin, startTime, lab, config, architecture, compiler } = newest
  const job = jobLink(labs.get(lab) ?? null, newest.jobId)
  const times =
    older.length === 0 ? 'FAIL' : `FAIL, ${withCommas(older.length + 1)} times, the last`
  const facts: Fact[] = [
    { value: `${times} ${instantText(startTime)}` },
    {
      value: `on ${[config, architecture, compiler].map(knownWord).join(' ')}, by ${origin} in ${knownWord(lab)}`,
    },
    ...(job === null ? [] : [{ label: 'job', value: job }]),
    { value: { href: testLink(dashboard, id), text: id } },
  ]
  return { title: knownWord(path), facts }
}
