import type { Logger } from '../../../platform/log/log.ts'
import type { Replica } from './replica.ts'

/** One that lacks a commit for longer is told of, in seconds: the primary reads in its place. */
const lateSeconds = 30

/** What the log has of a replica. */
export type ReplicaNews = {
  /** It does not answer. */
  isAway: (reason: string) => void
  /** It said how far it has come. */
  wasSeen: () => void
}

/** Tells in the log why a replica is not asked, each reason once, and that it is asked again. */
export function replicaNews(replica: Replica, log: Pick<Logger, 'info' | 'warn'>): ReplicaNews {
  const told = new Set<string>()
  const isNotAsked = (reason: string) => {
    if (!told.has(reason)) log.warn({ replica: replica.name, reason }, 'a replica is not asked')
    told.add(reason)
  }
  return {
    isAway: isNotAsked,
    wasSeen: () => {
      if (replica.state === 'fit') {
        if (told.size > 0) log.info({ replica: replica.name }, 'a replica is asked again')
        told.clear()
      } else if (replica.lagSeconds > lateSeconds) {
        isNotAsked(`it has not replayed what was committed ${lateSeconds} s ago`)
      }
    },
  }
}
