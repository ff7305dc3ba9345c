import { type FilterChoices, filterKinds } from './filter-choices.ts'
import type { SampleCommit, Samples } from './samples.ts'

/** Requests that are measured as one line of the table. */
export type Series = {
  name: string
  paths: string[]
  /** Milliseconds that 95 of 100 requests should stay under. */
  aimMs?: number
}

export type SeriesSources = {
  samples: Samples
  /** A few commits with the filters that their own pages offer. */
  filtered: readonly { commit: SampleCommit; choices: FilterChoices }[]
  choicesOfLarge: FilterChoices
  requests: number
}

const views = ['full', 'summary', 'builds', 'boots', 'tests'] as const
const lookUpAimMs = 10
const summaryAimMs = 20

/** Every route of the tree pages, builds, tests and origins, with what to ask of it. */
export function allSeries(sources: SeriesSources): Series[] {
  return [
    ...treeSeries(sources),
    ...detailsSeries(sources),
    ...filteredSeries(sources),
    ...largeSeries(sources),
    ...itemSeries(sources.samples),
  ]
}

function treeSeries({ samples: { origins, commits }, requests }: SeriesSources): Series[] {
  const windows = origins.flatMap((origin) =>
    [7, 1, 3, 14, 30].map((days) => `/api/tree/?${query({ origin, interval_in_days: `${days}` })}`),
  )
  const latest = commits.map(
    ({ origin, tree, branch }) => `/api/tree/${tree}/${branch}?${query({ origin })}`,
  )
  const latestOfCommit = commits.map(
    ({ origin, tree, branch, hash }) =>
      `/api/tree/${tree}/${branch}?${query({ origin, commit_hash: hash })}`,
  )
  return [
    { name: 'tree listing', paths: windows, aimMs: lookUpAimMs },
    { name: 'latest', paths: [...new Set(latest)].slice(0, requests), aimMs: lookUpAimMs },
    { name: 'latest of a commit', paths: latestOfCommit.slice(0, requests), aimMs: lookUpAimMs },
    {
      name: 'origins',
      paths: [3, 7, 14, 30].map((days) => `/api/origins/?interval_in_days=${days}`),
    },
  ]
}

/** Each series goes on in the list of commits where the one before ended. */
function detailsSeries({ samples: { commits }, requests }: SeriesSources): Series[] {
  return views.flatMap((view, index) => {
    const from = (form: number) => (2 * index + form) * requests
    return [
      { name: `${view}, hash form`, paths: slice(commits, from(0), requests).map(byHash(view)) },
      { name: `${view}, direct form`, paths: slice(commits, from(1), requests).map(direct(view)) },
    ]
  })
}

function filteredSeries({ filtered, requests }: SeriesSources): Series[] {
  return filterKinds.map((kind) => ({
    name: `summary, filter on ${kind}`,
    paths: filtered
      .flatMap(({ commit, choices }, index) => {
        const choice = choices[kind][index % choices[kind].length]
        return choice === undefined ? [] : [`${direct('summary')(commit)}&${choice}`]
      })
      .slice(0, requests),
  }))
}

/** There is one commit of that size: its requests differ in their filters alone. */
function largeSeries({ samples: { large }, choicesOfLarge, requests }: SeriesSources): Series[] {
  const size = `${large.tests} tests`
  const repeated = (path: string) => Array.from({ length: Math.ceil(requests / 5) }, () => path)
  const summary = direct('summary')(large)
  return [
    { name: `summary, ${size}`, paths: repeated(summary), aimMs: summaryAimMs },
    ...filterKinds.map((kind) => ({
      name: `summary, ${size}, filter on ${kind}`,
      paths: cycle(choicesOfLarge[kind], requests).map((choice) => `${summary}&${choice}`),
      aimMs: summaryAimMs,
    })),
    ...(['builds', 'boots', 'tests', 'full'] as const).map((view) => ({
      name: `${view}, ${size}`,
      paths: repeated(direct(view)(large)),
    })),
  ]
}

function itemSeries({
  builds,
  buildsWithTests,
  buildsWithIssues,
  tests,
  testsWithIssues,
}: Samples): Series[] {
  const each = (name: string, ids: readonly string[], kind: 'build' | 'test', rest = '') => ({
    name,
    paths: ids.map((id) => `/api/${kind}/${encodeURIComponent(id)}${rest}`),
  })
  return [
    { ...each('build details', builds, 'build'), aimMs: lookUpAimMs },
    each('tests of a build', buildsWithTests, 'build', '/tests'),
    each('issues of a build', buildsWithIssues, 'build', '/issues'),
    { ...each('test details', tests, 'test'), aimMs: lookUpAimMs },
    each('issues of a test', testsWithIssues, 'test', '/issues'),
  ]
}

type View = (typeof views)[number]

function byHash(view: View): (commit: SampleCommit) => string {
  return ({ hash, origin, branch, url }) =>
    `/api/tree/${hash}/${view}?${query({ origin, git_branch: branch, git_url: url })}`
}

/** Address of the direct form, ending in a parameter. */
export function direct(view: View): (commit: SampleCommit) => string {
  return ({ tree, branch, hash, origin }) =>
    `/api/tree/${encodeURIComponent(tree)}/${branch}/${hash}/${view}?${query({ origin })}`
}

function query(parameters: Record<string, string>): string {
  return new URLSearchParams(parameters).toString()
}

/** `count` elements from `start` on; the list begins anew where it ends. */
function slice<Element>(all: readonly Element[], start: number, count: number): Element[] {
  const offset = start % all.length
  return [...all.slice(offset), ...all.slice(0, offset)].slice(0, count)
}

function cycle<Element>(all: readonly Element[], count: number): Element[] {
  return Array.from({ length: count }, (_, index) => all.slice(index % all.length)).flatMap(
    (rest) => rest.slice(0, 1),
  )
}
