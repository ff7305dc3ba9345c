import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { ApiError } from '../http/errors/api-error.ts'
import { errorMessage } from '../platform/errors/error-message.ts'
import type { Logger } from '../platform/log/log.ts'
import type { ReceiverAnswer, ReceiverEnv } from './receiver-env.ts'
import type { ReceiverMetrics } from './receiver-metrics.ts'
import { SubmissionRefused } from './submission-refused.ts'

type Refusal = Pick<ApiError, 'code' | 'status' | 'message' | 'members' | 'headers'>

const bodiless = new Set(['GET', 'HEAD'])

/** The answer for whatever a handler threw, in the shape of all others; its cause goes to the log alone. */
export function refusalAnswer(
  log: Logger,
  metrics: ReceiverMetrics,
): (error: Error, c: Context<ReceiverEnv>) => Response {
  return (thrown, c) => {
    const refusal = refusalOf(thrown)
    const { code, status, message, headers, members } = refusal
    note(log, thrown, refusal, c)
    metrics.refused(code, status, c.get('submitter')?.origin)
    c.set('errorCode', code)
    c.header('X-Error-Code', code)
    // what is left of the body would be read to its end
    if (!bodiless.has(c.req.method)) c.header('Connection', 'close')
    for (const [name, value] of Object.entries(headers)) c.header(name, value)
    const answer: ReceiverAnswer = { id: '0', status: 'error', message }
    return c.json({ ...answer, ...members }, status as ContentfulStatusCode)
  }
}

function refusalOf(thrown: Error): Refusal {
  if (thrown instanceof SubmissionRefused) {
    const { code, status, message, members, retryAfter } = thrown
    const wait = retryAfter === null ? {} : { 'Retry-After': String(retryAfter) }
    const challenge = status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}
    return {
      code: code as ApiError['code'],
      status,
      message,
      members,
      headers: { ...wait, ...challenge },
    }
  }
  const error = thrown instanceof ApiError ? thrown : new ApiError('internal', { cause: thrown })
  const { code, status, message, members, headers } = error
  return { code, status, message, members: { code, ...members }, headers }
}

function note(log: Logger, thrown: Error, { code, status }: Refusal, c: Context<ReceiverEnv>) {
  const requestId = c.get('requestId')
  if (code === 'internal') return log.error({ err: thrown, requestId }, 'request failed')
  const { cause } = thrown
  if (cause === undefined) return undefined
  const origin = c.get('submitter')?.origin
  const level = status >= 500 ? 'warn' : 'info'
  return log[level]({ code, reason: errorMessage(cause), origin, requestId }, 'refused a request')
}
