import type { ReadDatabase } from '../../read/database.ts'
import type { Finding } from '../report.ts'
import { noSubscriptions } from '../subscriptions/subscriptions.ts'

/** What a finding needs, when nobody was told anything and nobody subscribed. */
export function findingIn(database: ReadDatabase, change: Partial<Finding> = {}): Finding {
  return {
    database,
    now: new Date('2026-11-28T00:00:00Z'),
    lookedUntil: null,
    told: () => Promise.resolve(new Set()),
    excerptAt: () => Promise.resolve(null),
    subscriptions: noSubscriptions,
    links: 'https://d.example.org',
    options: { all: false },
    signal: new AbortController().signal,
    ...change,
  }
}
