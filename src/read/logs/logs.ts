import type { GuardedClient } from '../../platform/guarded-fetch/guarded-client.ts'
import { type Log, openLog } from './open-log.ts'

/** Logs that lie on other hosts. */
export type Logs = {
  /** @throws FetchError; LogRefused when the host does not give it */
  open: (url: string) => Promise<Log>
}

/** What things are fetched for here: values of the label `purpose` of metrics. */
export const logPurposes = ['proxy'] as const

/** The logs that a client may fetch. */
export function createLogs(client: GuardedClient): Logs {
  return { open: (url) => openLog(client, url) }
}
