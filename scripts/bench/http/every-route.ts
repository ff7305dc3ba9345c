import type { Client } from '../read/client.ts'
import { collectSeries } from '../read/collect-series.ts'
import type { Samples } from '../read/samples.ts'
import { gets, query, type Series } from '../read/series/series.ts'
import { documentedOperations, type Operation, operationOf } from './operations.ts'

/** Requests that are measured together, and the operation that answers them. */
export type RouteSeries = Series & { operation: Operation }

/**
 * What to ask of every route of the OpenAPI document.
 *
 * @param logHost `host:port` of a server that has files to fetch
 * @throws Error that names the routes of which there is nothing to ask
 */
export async function everyRoute(
  client: Client,
  samples: Samples,
  { requests, logHost }: { requests: number; logHost: string },
): Promise<RouteSeries[]> {
  const operations = documentedOperations()
  const all = [...(await collectSeries(client, samples, requests)), ...otherSeries(logHost)]
  const series = all.flatMap((one): RouteSeries[] => {
    const [first] = one.requests
    const operation = first && operationOf(operations, first)
    return operation === undefined ? [] : [{ ...one, operation }]
  })
  const asked = new Set(series.map(({ operation }) => operation.id))
  const forgotten = operations.filter(({ id }) => !asked.has(id)).map(({ id }) => id)
  if (forgotten.length > 0) throw new Error(`nothing to ask of ${forgotten.join(', ')}`)
  return series
}

/** What does not come from the database. */
function otherSeries(logHost: string): Series[] {
  const files = Array.from({ length: 20 }, (_, number) => ({
    url: `http://${logHost}/files/${number}.log.gz`,
  }))
  const pages = [{ log_download_url: `http://${logHost}/logs/` }]
  return [
    { name: 'OpenAPI document', requests: gets(['/api/schema/']) },
    {
      name: 'file of another host',
      requests: gets(files.map((one) => `/api/proxy/?${query(one)}`)),
    },
    {
      name: 'files that a page of another host lists',
      requests: gets(pages.map((one) => `/api/log-downloader/?${query(one)}`)),
    },
  ]
}
