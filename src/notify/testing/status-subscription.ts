import type { StatusSubscription } from '../subscriptions/subscriptions.ts'

export const everyDay: ReadonlySet<number> = new Set([0, 1, 2, 3, 4, 5, 6])

/** Who wants the status of a branch on every day, if it changed, and sends it to the default recipients alone. */
export function statusSubscription(change: Partial<StatusSubscription> = {}): StatusSubscription {
  return {
    label: null,
    branch: 'main',
    origin: 'maestro',
    always: false,
    paths: [],
    recipients: [],
    ignoresDefaultRecipients: false,
    trees: [],
    platforms: [],
    severity: 'test',
    days: everyDay,
    ...change,
  }
}
