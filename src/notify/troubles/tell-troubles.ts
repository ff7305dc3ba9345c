import { setTimeout } from 'node:timers/promises'
import { abortedLater } from '../../platform/waiting/aborted-later.ts'
import { errorMessage } from '../../platform/errors/error-message.ts'
import type { Logger } from '../../platform/log/log.ts'
import type { Event } from '../events/event.ts'
import type { TroubleCollector } from './trouble-collector.ts'

/**
 * Tells somebody of one event. False: not now, it is to be tried again.
 *
 * @throws what stood in the way, which is the same as false
 */
export type TellTrouble = (event: Event, signal: AbortSignal) => Promise<boolean>

/** How fast one tells. Tests have shorter times. */
export type TellingPace = {
  /** It is looked so often whether there is something to tell. */
  lookEveryMs: number
  /** What is known when the program is asked to end is told in this time, or not at all. */
  farewellMs: number
}

const usualPace: TellingPace = { lookEveryMs: 1_000, farewellMs: 2_000 }

/** It is tried so seldom at last when nobody can be told. */
const pauseMsMax = 60_000

type Telling = {
  collector: TroubleCollector
  tell: TellTrouble
  log: Pick<Logger, 'warn'>
}

/** Tells what was collected until the program is asked to end; nobody who collects waits for it. */
export async function tellTroubles(
  telling: Telling,
  signal: AbortSignal,
  { lookEveryMs, farewellMs }: TellingPace = usualPace,
): Promise<void> {
  const { collector } = telling
  // what is on its way then is not told once more
  using farewell = abortedLater(signal, farewellMs)
  let failures = 0
  while (!signal.aborted) {
    const due = collector.due()
    const told = await tellAll(telling, due, farewell.signal)
    failures = due.length > 0 && told === 0 ? failures + 1 : 0
    const pauseMs = Math.min(lookEveryMs * 2 ** failures, pauseMsMax)
    await setTimeout(pauseMs, undefined, { signal }).catch(() => {})
  }
  await tellAll(telling, collector.due({ all: true }), farewell.signal)
}

/** @returns how many are told; those that are not are asked for again */
async function tellAll(
  { collector, tell, log }: Telling,
  events: readonly Event[],
  until: AbortSignal,
): Promise<number> {
  let told = 0
  for (const event of events) {
    try {
      if (until.aborted || !(await inTime(tell(event, until), until))) return told
    } catch (error) {
      const reason = errorMessage(error)
      log.warn({ type: event.type, reason }, 'nobody can be told of an error for now')
      return told
    }
    collector.settle(event)
    told += 1
  }
  return told
}

/** What does not heed the signal, such as a database that is away, is waited for no longer than that. */
async function inTime<Result>(work: Promise<Result>, until: AbortSignal): Promise<Result> {
  const ended = Promise.withResolvers<never>()
  const end = () => ended.reject(until.reason)
  until.addEventListener('abort', end, { once: true })
  try {
    return await Promise.race([work, ended.promise])
  } finally {
    until.removeEventListener('abort', end)
  }
}
