/** What is running, for the person who started it. */
export type Running = {
  /** Null when this process does not answer the API. */
  apiUrl: string | null
  metricsUrl: string | null
  /** Null when this process does not ingest. */
  spoolDir: string | null
  /** Submissions of example data that were loaded just now. */
  submissions: number
}

/** Says on standard output where to look; once, when everything is up. */
export function announce({ apiUrl, metricsUrl, spoolDir, submissions }: Running): void {
  const lines = [
    apiUrl && `  start page     ${apiUrl}/`,
    apiUrl && `  API            ${apiUrl}/api/tree/`,
    apiUrl && `  documentation  ${apiUrl}/api/schema/swagger-ui/`,
    metricsUrl && `  metrics        ${metricsUrl}`,
    spoolDir && `  submissions    *.json in ${spoolDir}`,
    submissions > 0 &&
      `  example data   ${submissions} submissions loaded (DEMO_DATA=false turns this off)`,
  ].filter(Boolean)
  process.stdout.write(`Treeline is running\n${lines.join('\n')}\nCtrl-C ends it.\n`)
}
