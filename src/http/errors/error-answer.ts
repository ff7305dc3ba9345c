import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { FilterError } from '../../domain/filters/filter-error.ts'
import { errorMessage } from '../../platform/errors/error-message.ts'
import type { Logger } from '../../platform/log/log.ts'
import { Overloaded } from '../../platform/turns/overloaded.ts'
import { isDatabaseUnavailable } from '../../read/database-unavailable.ts'
import { jsonAnswer } from '../answer/json-answer.ts'
import type { HttpEnv } from '../http-app.ts'
import { ApiError } from './api-error.ts'
import { errorCatalogue } from './catalogue.ts'
import { fetchTrouble } from './fetch-trouble.ts'
import { InvalidParameters } from './parameter-problem.ts'

/** How long a client should wait when the database could not answer, in seconds. */
const retryAfterSeconds = '5'

/** Gives every error its entry of the catalogue; what nobody foresaw is `internal`. */
function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  if (error instanceof FilterError) {
    return new ApiError(error.code, { message: error.message, cause: error })
  }
  if (error instanceof Overloaded) {
    const headers = { 'Retry-After': String(error.retryAfterSeconds) }
    return new ApiError('overloaded', { headers, cause: error })
  }
  if (isDatabaseUnavailable(error)) {
    const headers = { 'Retry-After': retryAfterSeconds }
    return new ApiError('unavailable', { headers, cause: error })
  }
  return fetchTrouble(error) ?? new ApiError('internal', { cause: error })
}

/**
 * The answer for whatever a handler threw. Its cause goes to the log with the request id, never to
 * the client.
 */
export function errorAnswer(log: Logger): (error: Error, c: Context<HttpEnv>) => Response {
  return (thrown, c) => {
    // nobody sees this answer, but log and metrics must not blame the database
    const error = c.req.raw.signal.aborted ? new ApiError('client_left') : toApiError(thrown)
    logApiError(log, error, c.get('requestId'))
    c.set('errorCode', error.code)
    c.header('X-Error-Code', error.code)
    for (const [name, value] of Object.entries(error.headers)) c.header(name, value)
    // 499 is what nginx writes for it; no standard knows it
    return jsonAnswer(c, errorBody(error, c), error.status as ContentfulStatusCode)
  }
}

/**
 * Writes into the log why an answer of which a part was sent was broken off: whatever it was, as its line in
 * the access log says 200.
 */
export function logBrokenOff(log: Logger, thrown: unknown, requestId: string): void {
  const { code, cause } = toApiError(thrown)
  if (code === 'internal') log.error({ err: cause, requestId }, brokenOff)
  else log.warn({ errorCode: code, reason: errorMessage(thrown), requestId }, brokenOff)
}

const brokenOff = 'an answer was broken off'

/** A database that is away fails many requests in the same way: one short line each, no stack. */
function logApiError(log: Logger, { code, cause }: ApiError, requestId: string): void {
  if (code === 'internal') log.error({ err: cause, requestId }, 'request failed')
  if (code === 'unavailable') {
    log.warn({ reason: errorMessage(cause), requestId }, 'database did not answer a request')
  }
  if (code.startsWith('upstream_')) {
    log.info({ reason: errorMessage(cause), requestId }, 'another host did not give a file')
  }
}

function errorBody(error: ApiError, c: Context<HttpEnv>): unknown {
  if (error instanceof InvalidParameters && c.get('endpoint')?.validationErrors === 'text') {
    return error.message
  }
  const { shape } = errorCatalogue[error.code]
  const requestId = error.code === 'internal' ? { request_id: c.get('requestId') } : {}
  return { [shape]: error.message, ...error.members, ...requestId }
}
