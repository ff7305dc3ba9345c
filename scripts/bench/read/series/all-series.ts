import { commitSeries } from './commits.ts'
import { hardwareSeries } from './hardware.ts'
import { historySeries } from './histories.ts'
import { issueSeries } from './issues.ts'
import { itemSeries } from './items.ts'
import { reportSeries } from './reports.ts'
import type { Series, SeriesSources } from './series.ts'
import { listingSeries } from './listings.ts'

/** Every read route, with what to ask of it. */
export function allSeries(sources: SeriesSources): Series[] {
  return [
    ...listingSeries(sources),
    ...commitSeries(sources),
    ...historySeries(sources),
    ...reportSeries(sources),
    ...hardwareSeries(sources),
    ...itemSeries(sources),
    ...issueSeries(sources),
  ]
}
