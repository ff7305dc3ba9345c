const advice = {
  database_not_ready: 'the database cannot be used as it is',
  database_unavailable: 'the database stayed unavailable',
  spool_unusable: 'the spool cannot be worked with',
} as const

/** Nothing more can be ingested; the files stay where they are. */
export class IngestHalted extends Error {
  readonly code: keyof typeof advice

  constructor(code: keyof typeof advice, cause: unknown) {
    super(`${advice[code]}: ${cause instanceof Error ? messageOf(cause) : String(cause)}`, {
      cause,
    })
    this.code = code
  }
}

/** A connection that was refused on several addresses has no message of its own. */
function messageOf(error: Error): string {
  if (error.message !== '') return error.message
  return error instanceof AggregateError ? error.errors.map(String).join('; ') : error.name
}
