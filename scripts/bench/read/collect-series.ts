import type { Client } from './client.ts'
import { type FilterChoices, filterChoices, type SummaryBody } from './filter-choices.ts'
import type { SampleCommit, Samples } from './samples.ts'
import { allSeries, direct, type Series } from './series.ts'

/**
 * What to measure. The filters of a commit are taken from its own page, as a reader would.
 *
 * @param requests how many per series, at most
 */
export async function collectSeries(
  client: Client,
  samples: Samples,
  requests: number,
): Promise<Series[]> {
  const choicesOf = async (commit: SampleCommit): Promise<FilterChoices> => {
    const { json } = await client.get(direct('summary')(commit))
    return filterChoices(json as SummaryBody, samples.pathTexts)
  }
  const filtered: { commit: SampleCommit; choices: FilterChoices }[] = []
  for (const commit of samples.commits.slice(-requests)) {
    filtered.push({ commit, choices: await choicesOf(commit) })
  }
  const choicesOfLarge = await choicesOf(samples.large)
  return allSeries({ samples, filtered, choicesOfLarge, requests })
}
