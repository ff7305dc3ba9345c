import { filterKinds } from '../filter-choices.ts'
import type { SampleCommit } from '../samples.ts'
import { cycle, gets, pageAimMs, query, type Series, type SeriesSources, slice } from './series.ts'

const views = ['full', 'summary', 'builds', 'boots', 'tests'] as const

type View = (typeof views)[number]

/** Pages of a commit. */
export function commitSeries(sources: SeriesSources): Series[] {
  return [...detailsSeries(sources), ...filteredSeries(sources), ...largeSeries(sources)]
}

/** Each series goes on in the list of commits where the one before ended. */
function detailsSeries({ samples: { commits }, requests }: SeriesSources): Series[] {
  return views.flatMap((view, index) => {
    const from = (form: number) => (2 * index + form) * requests
    const some = (form: number) => slice(commits, from(form), requests)
    return [
      { name: `${view}, hash form`, requests: gets(some(0).map(byHash(view))) },
      { name: `${view}, direct form`, requests: gets(some(1).map(direct(view))) },
    ]
  })
}

function filteredSeries({ filtered, requests }: SeriesSources): Series[] {
  return filterKinds.map((kind) => {
    const paths = filtered.flatMap(({ commit, choices }, index) => {
      const choice = choices[kind][index % choices[kind].length]
      return choice === undefined ? [] : [`${direct('summary')(commit)}&${choice}`]
    })
    return { name: `summary, filter on ${kind}`, requests: gets(paths.slice(0, requests)) }
  })
}

/** There is one commit of that size: its requests differ in their filters alone. */
function largeSeries({ samples: { large }, choicesOfLarge, requests }: SeriesSources): Series[] {
  const size = `${large.tests} tests`
  const repeated = (path: string) =>
    gets(Array.from({ length: Math.ceil(requests / 5) }, () => path))
  const summary = direct('summary')(large)
  return [
    { name: `summary, ${size}`, requests: repeated(summary), aimMs: pageAimMs },
    ...filterKinds.map((kind) => ({
      name: `summary, ${size}, filter on ${kind}`,
      requests: gets(cycle(choicesOfLarge[kind], requests).map((choice) => `${summary}&${choice}`)),
      aimMs: pageAimMs,
    })),
    ...(['builds', 'boots', 'tests', 'full'] as const).map((view) => ({
      name: `${view}, ${size}`,
      requests: repeated(direct(view)(large)),
    })),
  ]
}

function byHash(view: View): (commit: SampleCommit) => string {
  return ({ hash, origin, branch, url }) =>
    `/api/tree/${hash}/${view}?${query({ origin, git_branch: branch, git_url: url })}`
}

/** Address of the direct form, ending in a parameter. */
export function direct(view: View): (commit: SampleCommit) => string {
  return ({ tree, branch, hash, origin }) =>
    `/api/tree/${encodeURIComponent(tree)}/${branch}/${hash}/${view}?${query({ origin })}`
}
