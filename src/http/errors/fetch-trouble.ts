import { STATUS_CODES } from 'node:http'
import { FetchError, type FetchProblem } from '../../platform/guarded-fetch/fetch-error.ts'
import { LogListingUnreadable } from '../../read/logs/listing/log-listing-unreadable.ts'
import { LogRefused } from '../../read/logs/log-refused.ts'
import { ApiError } from './api-error.ts'
import type { ErrorCode } from './catalogue.ts'

/** What the catalogue has for what can go wrong on the way to another host. */
const codes: Record<FetchProblem, ErrorCode> = {
  invalid_url: 'invalid_url',
  host_not_allowed: 'domain_not_allowed',
  address_not_public: 'address_not_public',
  name_not_found: 'upstream_failed',
  unreachable: 'upstream_failed',
  too_many_redirects: 'upstream_failed',
  unreadable: 'upstream_failed',
  too_large: 'upstream_failed',
  timed_out: 'upstream_timeout',
  too_many_fetches: 'too_many_fetches',
  cancelled: 'client_left',
}

/** How long a client should wait for a place, in seconds. */
const retryAfterSeconds = '5'

/** The answer for a fetch that failed; null for an error of another kind. */
export function fetchTrouble(error: unknown): ApiError | null {
  if (error instanceof LogRefused) return refused(error)
  if (error instanceof LogListingUnreadable) return new ApiError(error.code, { cause: error })
  if (!(error instanceof FetchError)) return null
  const code = codes[error.problem]
  const cause = { cause: error }
  if (code === 'too_many_fetches') {
    return new ApiError(code, { headers: { 'Retry-After': retryAfterSeconds }, ...cause })
  }
  const saysWhy = code === 'upstream_failed' || code === 'upstream_timeout'
  const message = `Error fetching the resource: ${error.message}`
  return new ApiError(code, { ...(saysWhy && { message }), ...cause })
}

/** What the host says of the request is passed on, what it says of itself is not (api-misc.md O44). */
function refused(cause: LogRefused): ApiError {
  const { status } = cause
  const reason = STATUS_CODES[status]
  const message = `Failed to fetch resource: ${reason ?? `status ${status}`}`
  const isAboutRequest = status >= 400 && status < 500 && reason !== undefined
  return isAboutRequest
    ? new ApiError('upstream_refused', { message, status, cause })
    : new ApiError('upstream_failed', { message, cause })
}
