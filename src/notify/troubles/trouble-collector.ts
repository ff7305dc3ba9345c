import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Event } from '../events/event.ts'
import { kindOfTrouble, timesOf, type Trouble } from './trouble.ts'

/** How troubles are put together. Tests have shorter times. */
export type TroubleRules = {
  /** What comes first waits for so long: a burst is one event with its number. */
  gatherMs: number
  /** The same is told again after so long at the earliest, with the number of times since. */
  quietMs: number
  /** What could not be told for so long is told no more. */
  forgetMs: number
  /** Different ones that are remembered; more are dropped, and counted. */
  kindsMax: number
}

/** The quiet is that of the reference (notifications.md 6.2). */
const troubleRules: TroubleRules = {
  gatherMs: 2_000,
  quietMs: 600_000,
  forgetMs: 3_600_000,
  kindsMax: 200,
}

type Entry = {
  trouble: Trouble
  /** Since it was told last. */
  count: number
  since: number
  until: number
  /** It is told no sooner. */
  dueAt: number
  /** Being told: always the same until it arrives. */
  told: { event: Event; madeAt: number } | null
}

/**
 * Remembers what went wrong until somebody is told, the same thing once with its number. Whoever notes something
 * waits for nothing; memory is bounded by the number of kinds.
 */
export class TroubleCollector {
  readonly #rules: TroubleRules
  readonly #onDropped: (troubles: number) => void
  readonly #now: () => number
  readonly #entries = new Map<string, Entry>()

  constructor(
    onDropped: (troubles: number) => void,
    rules: TroubleRules = troubleRules,
    now: () => number = Date.now,
  ) {
    this.#onDropped = onDropped
    this.#rules = rules
    this.#now = now
  }

  note(trouble: Trouble): void {
    const now = this.#now()
    const kind = kindOfTrouble(trouble)
    const known = this.#entries.get(kind)
    if (known === undefined && this.#entries.size >= this.#rules.kindsMax) {
      return this.#onDropped(1)
    }
    const entry = known ?? { count: 0, since: now, dueAt: now + this.#rules.gatherMs, told: null }
    const since = entry.count === 0 ? now : entry.since
    this.#entries.set(kind, { ...entry, trouble, count: entry.count + 1, since, until: now })
  }

  /** What is to be told now; asked again, the same until it was told. */
  due({ all }: { all: boolean } = { all: false }): Event[] {
    const now = this.#now()
    const events: Event[] = []
    for (const [kind, entry] of this.#entries) {
      if (entry.told !== null && now - entry.told.madeAt >= this.#rules.forgetMs) {
        this.#onDropped(timesOf(entry.told.event))
        entry.told = null
      }
      if (entry.told === null && (all || entry.dueAt <= now)) {
        if (entry.count === 0) this.#entries.delete(kind)
        else this.#begin(entry, now)
      }
      if (entry.told !== null) events.push(entry.told.event)
    }
    return events
  }

  /** It arrived, or never will. */
  settle(event: Event): void {
    for (const entry of this.#entries.values()) {
      if (entry.told?.event.id !== event.id) continue
      entry.told = null
      entry.dueAt = this.#now() + this.#rules.quietMs
    }
  }

  /** Nobody is still to be told of anything. */
  get isTold(): boolean {
    return [...this.#entries.values()].every(({ count, told }) => count === 0 && told === null)
  }

  #begin(entry: Entry, now: number): void {
    entry.told = { event: eventOf(entry), madeAt: now }
    entry.count = 0
  }
}

function eventOf({ trouble, count, since, until }: Entry): Event {
  const at = new Date(until).toISOString()
  const repeated = {
    count,
    since: new Date(since).toISOString(),
    until: at,
    host: hostname(),
    process: process.pid,
  }
  const id = `${trouble.type.replace('.', '_')}_${randomUUID()}`
  if (trouble.type !== 'server.error') {
    const { type, code } = trouble
    return { id, type, at, data: { ...repeated, code } }
  }
  const { type, status, code, method, route, requestId: request_id } = trouble
  return { id, type, at, data: { ...repeated, status, code, method, route, request_id } }
}
