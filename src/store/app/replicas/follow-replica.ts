import { setTimeout as sleep } from 'node:timers/promises'
import { errorMessage } from '../../../platform/errors/error-message.ts'
import type { Logger } from '../../../platform/log/log.ts'
import { clientConfig } from '../connection/client-config.ts'
import { PoolClient } from '../connection/pool-client.ts'
import { settleTls } from '../connection/settle-tls.ts'
import type { OpenDatabase } from '../database.ts'
import { type KnownCommit, newestCommit, newestCommitSql, shows } from '../commits/newest-commit.ts'
import { lineOfHistory, whyUnlike } from '../commits/line-of-history.ts'
import type { Replica } from './replica.ts'
import { replicaNews } from './replica-news.ts'

export type FollowReplicaOptions = {
  replica: Replica
  url: string
  applicationName: string
  known: () => KnownCommit | null
  /** Opens its connections for readers. */
  open: (url: string) => OpenDatabase
  log: Logger
  /** Aborted: follows no longer. */
  signal: AbortSignal
}

/** A replica that is silent for longer is away, in milliseconds. */
const silenceMs = 2_000

/** Between two looks at one that is in step, at one that is behind, and between attempts to connect, in milliseconds. */
const pausesMs = { fit: 500, behind: 50, away: 1_000 }

/** Looks at a replica until the signal aborts: whether it answers, and how far it has come. */
export async function followReplica(options: FollowReplicaOptions): Promise<void> {
  const { replica, log, signal } = options
  const news = replicaNews(replica, log)
  while (!signal.aborted) {
    const beganAt = performance.now()
    let wasSeen = false
    try {
      await follow(options, () => {
        wasSeen = true
        news.wasSeen()
      })
    } catch (error) {
      // whoever is refused is so at once
      if (!wasSeen && performance.now() - beganAt > silenceMs / 2) replica.isSilent()
      else replica.isLost()
      if (!signal.aborted) news.isAway(errorMessage(error))
    }
    await sleep(pausesMs.away, undefined, { signal }).catch(() => {})
  }
}

async function follow(
  { replica, url, applicationName, known, open, signal }: FollowReplicaOptions,
  onLook: () => void,
): Promise<void> {
  const settled = await settleTls(url, silenceMs)
  const client = new PoolClient(clientConfig(settled, `${applicationName}: replica`))
  const stop = () => client.cut()
  // a server that takes connections and says nothing
  const late = setTimeout(stop, silenceMs)
  signal.addEventListener('abort', stop, { once: true })
  try {
    await client.connect()
    await client.openSession({ statementMs: silenceMs, idleInTransactionMs: silenceMs }, silenceMs)
    client.endAfterSilence(silenceMs)
    clearTimeout(late)
    let line = await lineOfHistory(client)
    if (replica.database === null) replica.connectTo(open(settled))
    while (!signal.aborted) {
      const wanted = known()
      // connections outlive a promotion
      if (line !== undefined) line = await lineOfHistory(client)
      replica.isOn(line)
      const problem = wanted === null ? undefined : whyUnlike(line, wanted)
      if (problem !== undefined) throw new Error(problem)
      const { rows } = await client.query(newestCommitSql)
      replica.seen(wanted === null || shows(newestCommit(rows), wanted))
      onLook()
      const pauseMs = pausesMs[replica.state]
      await sleep(pauseMs, undefined, { signal }).catch(() => {})
    }
  } finally {
    clearTimeout(late)
    signal.removeEventListener('abort', stop)
    client.cut()
  }
}
