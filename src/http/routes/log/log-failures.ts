import { ofError, retryAfter } from '../described-headers.ts'
import { failuresByStatus, failure } from '../failures.ts'

/** What the routes that fetch from other hosts may answer besides their results. */
export const logFailures = {
  ...failuresByStatus,
  403: failure('The host, or where it leads, is not allowed', 'Error'),
  404: failure('Nothing is there, says the host; or nothing has this path here', 'Error', 'Detail'),
  '4XX': failure('What the host says of the request', 'Error'),
  502: failure('The host cannot be reached, or its answer cannot be used', 'Error'),
  503: {
    ...failure('Too many fetches are under way', 'Error'),
    headers: { ...ofError, ...retryAfter },
  },
  504: failure('The host does not answer in time', 'Error'),
}
