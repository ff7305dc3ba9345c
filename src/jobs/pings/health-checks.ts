import { errorMessage } from '../../platform/errors/error-message.ts'
import type { GuardedClient } from '../../platform/guarded-fetch/guarded-client.ts'
import type { Logger } from '../../platform/log/log.ts'

/** What a ping says (reference/operations.md 1). */
export type HealthSign = 'start' | 'success' | 'fail'

/** Says how a job does to a service that raises an alarm when it hears nothing. Never throws. */
export type PingHealthCheck = (job: string, sign: HealthSign) => Promise<void>

export type HealthChecksOptions = {
  client: Pick<GuardedClient, 'fetch'>
  /** Such as `https://hc-ping.com`. */
  baseUrl: string
  /** Secrets, by name of the job. A job without one is not watched. */
  tokens: ReadonlyMap<string, string>
  log: Pick<Logger, 'warn'>
  /** Ends what is under way. */
  signal: AbortSignal
}

export const pingPurpose = 'health_check'

/** How long one may take, in milliseconds (reference/operations.md 1). */
const pingMs = 10_000

const pathOf: Record<HealthSign, string> = { start: '/start', success: '', fail: '/fail' }

/** Neither tokens nor addresses are logged: whoever knows one can say that all is well. */
export function createHealthChecks(options: HealthChecksOptions): PingHealthCheck {
  const { client, baseUrl, tokens, log, signal } = options
  return async (job, sign) => {
    const token = tokens.get(job)
    if (token === undefined || signal.aborted) return
    try {
      using answer = await client.fetch(`${baseUrl}/${token}${pathOf[sign]}`, {
        purpose: pingPurpose,
        signal: AbortSignal.any([signal, AbortSignal.timeout(pingMs)]),
        maxBytes: 65_536,
      })
      if (answer.status < 400) return
      log.warn({ job, sign, status: answer.status }, 'the health check refused a ping')
    } catch (error) {
      log.warn({ job, sign, reason: errorMessage(error) }, 'a ping did not reach the health check')
    }
  }
}
