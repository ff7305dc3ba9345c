/** Why a page is no listing of logs. */
type Problem = 'log_listing_table' | 'log_listing_body' | 'log_listing_columns' | 'log_listing_link'

/** A page that was fetched as a listing of logs is something else. */
export class LogListingUnreadable extends Error {
  override readonly name = 'LogListingUnreadable'
  readonly code: Problem

  constructor(code: Problem) {
    super(`the page is no listing of logs (${code})`)
    this.code = code
  }
}
