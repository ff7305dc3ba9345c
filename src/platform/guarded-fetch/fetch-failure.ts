import { errorCode } from '../errors/error-code.ts'
import { FetchError } from './fetch-error.ts'

/**
 * Gives whatever ended a fetch its name.
 *
 * @param signal aborted by `AbortSignal.timeout` when the time of the whole is over, else by the caller
 */
export function fetchFailure(error: unknown, signal: AbortSignal): FetchError {
  if (error instanceof FetchError) return error
  const options = { cause: error }
  if (signal.aborted) {
    return isTimeout(signal.reason)
      ? new FetchError('timed_out', 'the whole answer did not come in time', options)
      : new FetchError('cancelled', 'nobody waits for the answer any more', options)
  }
  const code = errorCode(error) ?? 'no code'
  if (code.startsWith('HPE_')) {
    return new FetchError('unreadable', `the answer is not readable as HTTP (${code})`, options)
  }
  return new FetchError('unreachable', `the host cannot be reached (${code})`, options)
}

function isTimeout(reason: unknown): boolean {
  return reason instanceof DOMException && reason.name === 'TimeoutError'
}
