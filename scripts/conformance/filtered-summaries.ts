import type { Tally } from '../checks/tally.ts'
import { filterChoices, type Summary } from './filter-choices.ts'
import { parametersOf, recordedCases } from './recorded-cases.ts'

/** What a request for the summary of a commit says; the lists are asked for in the same way. */
type CommitRequest = { path: string; scope: [string, string][] }

const summaryRoutes = new Set(['treeDetailsSummaryView', 'treeDetailsDirectSummaryView'])
const kinds = ['builds', 'boots', 'tests'] as const

/**
 * Known differences let filters select more or less than the reference. What they hide is checked
 * here: for every commit of the recorded requests, and every filter that its page offers, the
 * filtered summary counts what the filtered lists show (decisions.md 1).
 *
 * @param base where the dataset is served
 * @param cases the file of recorded requests
 */
export async function checkFilteredSummaries(
  base: string,
  cases: string,
  tally: Tally,
): Promise<void> {
  for (const commit of recordedCommits(cases)) {
    const summary = (await ask(base, commit, 'summary', '')) as Summary
    if (!('summary' in summary)) continue
    for (const filter of filterChoices(summary)) {
      const wrong = await differences(base, commit, filter)
      for (const one of wrong) console.log(`FAILED ${commit.path} ${filter}: ${one}`)
      tally.add(kinds.length - wrong.length, wrong.length)
    }
  }
}

async function differences(base: string, commit: CommitRequest, filter: string): Promise<string[]> {
  const { summary } = (await ask(base, commit, 'summary', filter)) as Summary
  const wrong: string[] = []
  for (const kind of kinds) {
    const list = (await ask(base, commit, kind, filter)) as Record<string, { status: string }[]>
    const listed = Object.groupBy(list[kind] ?? [], ({ status }) => status)
    for (const [status, counted] of Object.entries(summary[kind].status)) {
      const shown = listed[status]?.length ?? 0
      if (shown !== counted) wrong.push(`${kind} ${status}: ${counted} counted, ${shown} listed`)
    }
  }
  return wrong
}

async function ask(
  base: string,
  { path, scope }: CommitRequest,
  view: string,
  filter: string,
): Promise<unknown> {
  const query = new URLSearchParams([...scope, ...new URLSearchParams(filter)])
  const url = `${base}${path.replace(/summary$/, view)}?${query}`
  const response = await fetch(url, { signal: AbortSignal.timeout(60_000) })
  return response.json()
}

function recordedCommits(file: string): CommitRequest[] {
  const commits = new Map<string, CommitRequest>()
  for (const recorded of recordedCases(file)) {
    const { route, method, status, path } = recorded
    if (!summaryRoutes.has(route) || method !== 'GET' || status !== 200) continue
    const scope = parametersOf(recorded).filter(([name]) =>
      ['origin', 'git_url', 'git_branch'].includes(name),
    )
    // lists by hash insist on url and branch; direct lists take the branch from the path alone
    const isDirect = route === 'treeDetailsDirectSummaryView'
    const names = new Set(scope.map(([name]) => name))
    if (isDirect ? names.has('git_branch') : !(names.has('git_url') && names.has('git_branch'))) {
      continue
    }
    commits.set(JSON.stringify([path, scope]), { path, scope })
  }
  return [...commits.values()]
}
