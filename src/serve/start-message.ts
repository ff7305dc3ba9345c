import { treeListingLink } from '../http/routes/service/tree-listing-link.ts'
import { version } from '../platform/process/version.ts'
import type { NewestCheckout } from '../read/service/read-freshness.ts'

/** What is running, for the person who started it. */
export type Running = {
  /** Null when this process does not answer the API. */
  apiUrl: string | null
  metricsUrl: string | null
  /** Null when this process does not ingest. */
  spoolDir: string | null
  receiverUrl: string | null
  /** Submissions of example data that were loaded just now. */
  submissions: number
  /** The newest checkout of each origin, newest first; empty when the database does not answer. */
  newestCheckouts: NewestCheckout[]
}

/** Prints on standard output where to look, once everything is up. */
export function printStartMessage(running: Running): void {
  process.stdout.write(startMessage(running, new Date()))
}

/** What is printed; its addresses lead to pages that have content, however old the data is. */
export function startMessage(running: Running, now: Date): string {
  const { apiUrl, metricsUrl, spoolDir, receiverUrl, submissions, newestCheckouts } = running
  const trees = treeListingLink(newestCheckouts, now)?.path ?? '/api/tree/'
  const lines = [
    apiUrl && `  start page     ${apiUrl}/`,
    apiUrl && `  API            ${apiUrl}${trees}`,
    apiUrl && `  documentation  ${apiUrl}/api/schema/swagger-ui/`,
    metricsUrl && `  metrics        ${metricsUrl}`,
    receiverUrl && `  submissions    POST ${receiverUrl}/submit`,
    receiverUrl && '  a token        npm run -s treeline -- token create --origin NAME',
    spoolDir && `  spool          *.json in ${spoolDir}`,
    submissions > 0 &&
      `  example data   ${submissions} submissions loaded (DEMO_DATA=false turns this off)`,
  ].filter(Boolean)
  return `Treeline ${version} is running\n${lines.join('\n')}\nCtrl-C ends it.\n`
}
