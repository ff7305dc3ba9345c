import type { TimeWindow } from '../../../domain/time-window.ts'
import { ApiError } from '../../errors/api-error.ts'
import { beginOfTime, instantOfUnixTime } from '../../parameters/unix-time.ts'

/** What a request says of its window; a bound that is absent follows from the other. */
export type AskedWindow = {
  /** Unix seconds as text, fractions allowed. */
  start: string | undefined
  end: string | undefined
  intervalInDays: number
}

const secondsPerDay = 24 * 60 * 60

/**
 * Digits with a fraction, an exponent, blanks around: what the reference takes for a number. No digit can be of two parts: else
 * 4,000 of them and a letter took 50 ms, in which nobody else was answered.
 */
const numberText = /^\s*[+-]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?\s*$/i

/**
 * The window of an issue listing (api-misc.md 6.1): by default it ends now and is as long as the
 * interval. Only one whose length a request does not say is cut off at the beginning of time.
 *
 * @throws ApiError for what is no Unix time of the years 1 to 9999 (api-misc.md O9), and for a start after the end
 */
export function listingWindow({ start, end, intervalInDays }: AskedWindow, now: Date): TimeWindow {
  const endSeconds = end === undefined ? now.getTime() / 1000 : unixTime(end)
  const earliest = Math.max(endSeconds - intervalInDays * secondsPerDay, beginOfTime)
  const startSeconds = start === undefined ? earliest : unixTime(start)
  const [from, until] = [startSeconds, endSeconds].map(instantOfUnixTime)
  if (!from || !until) throw new ApiError('invalid_timestamps')
  if (startSeconds > endSeconds) throw new ApiError('reversed_window')
  return { from, until }
}

function unixTime(text: string): number {
  return numberText.test(text) ? Number(text.replaceAll('_', '')) : NaN
}
