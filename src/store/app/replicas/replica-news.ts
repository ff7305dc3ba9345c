import type { Logger } from '../../../platform/log.ts'
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

/** Tells in the log that a replica is not asked, and that it is asked again, each once. */
export function replicaNews(replica: Replica, log: Pick<Logger, 'info' | 'warn'>): ReplicaNews {
  let told: 'away' | 'behind' | 'fit' | undefined
  const notAsked = (what: 'away' | 'behind', reason: string) => {
    if (told !== what) log.warn({ replica: replica.name, reason }, 'a replica is not asked')
    told = what
  }
  return {
    isAway: (reason) => notAsked('away', reason),
    wasSeen: () => {
      if (replica.state === 'fit') {
        const isNews = told === 'away' || told === 'behind'
        if (isNews) log.info({ replica: replica.name }, 'a replica is asked again')
        told = 'fit'
      } else if (replica.lagSeconds > lateSeconds) {
        notAsked('behind', `it has not replayed what was committed ${lateSeconds} s ago`)
      }
    },
  }
}
