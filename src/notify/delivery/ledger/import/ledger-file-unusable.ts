/** A file cannot be read as the ledger of the reference; the message says why. */
export class LedgerFileUnusable extends Error {
  readonly code = 'ledger_unusable'
}
