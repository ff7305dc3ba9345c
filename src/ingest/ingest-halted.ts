import { errorMessage } from '../platform/errors/error-message.ts'

const advice = {
  database_not_ready: 'the database cannot be used as it is',
  database_unavailable: 'the database stayed unavailable',
  spool_unusable: 'the spool cannot be worked with',
} as const

/** Everything that can stand in the way. */
export const haltCodes = Object.keys(advice)

/** Nothing more can be ingested; the files stay where they are. */
export class IngestHalted extends Error {
  readonly code: keyof typeof advice

  constructor(code: keyof typeof advice, cause: unknown) {
    super(`${advice[code]}: ${errorMessage(cause)}`, { cause })
    this.code = code
  }
}
