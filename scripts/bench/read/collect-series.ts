import type { Client } from './client.ts'
import { type FilterChoices, filterChoices, type SummaryBody } from './filter-choices.ts'
import type { SampleCommit, Samples } from './samples.ts'
import { allSeries } from './series/all-series.ts'
import { direct } from './series/commits.ts'
import { detailsOfHardware } from './series/hardware.ts'
import type { Series } from './series/series.ts'

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
    const { json } = await client.ask({ path: direct('summary')(commit) })
    return filterChoices(json as SummaryBody, samples.pathTexts)
  }
  const filtered: { commit: SampleCommit; choices: FilterChoices }[] = []
  for (const commit of samples.commits.slice(-requests)) {
    filtered.push({ commit, choices: await choicesOf(commit) })
  }
  const choicesOfLarge = await choicesOf(samples.large)
  const hardware = await testedLately(client, samples)
  return allSeries({ samples: { ...samples, hardware }, filtered, choicesOfLarge, requests })
}

/** The hardware that has a page: its tests are not too old. Asked about another window than measured. */
async function testedLately(client: Client, samples: Samples): Promise<Samples['hardware']> {
  const found: Samples['hardware'] = []
  for (const one of samples.hardware) {
    try {
      await client.ask(detailsOfHardware(one, '/summary', samples.newestSeconds, 6))
      found.push(one)
    } catch {
      // there is no such page
    }
  }
  return found
}
