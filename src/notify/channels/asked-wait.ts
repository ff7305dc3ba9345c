import type { IncomingHttpHeaders } from 'node:http'

/** Nobody is obeyed longer; a day. */
const waitMsMax = 86_400_000
const waitMsMin = 100

/** What `Retry-After` asks for, in milliseconds: seconds, with a fraction or not, or a date. */
export function askedWaitMs(headers: IncomingHttpHeaders, now = Date.now()): number | undefined {
  const value = headers['retry-after']
  if (value === undefined) return undefined
  const seconds = secondsOf(value)
  const ms = seconds === undefined ? Date.parse(value) - now : seconds * 1000
  return Number.isNaN(ms) ? undefined : boundedWaitMs(ms)
}

/** A number that the other side gave. */
export function secondsOf(value: unknown): number | undefined {
  const isNumber =
    typeof value === 'number' || (typeof value === 'string' && /^[\d.]+$/.test(value))
  const seconds = isNumber ? Number(value) : NaN
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined
}

/** Never so short that asking again and again is all that is done. */
export function boundedWaitMs(ms: number): number {
  return Math.ceil(Math.min(Math.max(ms, waitMsMin), waitMsMax))
}
