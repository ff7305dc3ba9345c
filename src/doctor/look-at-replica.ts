import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { errorMessage } from '../platform/errors/error-message.ts'
import type { OpenDatabase } from '../store/app/database.ts'
import { type LineOfHistory, lineSql } from '../store/app/commits/line-of-history.ts'
import { failure, fine, type Finding, warning } from './finding.ts'

/** How far a replica may be behind while commits come, in commits. */
const soundLag = 10

/** A replica that replays catches up by something in this time, in milliseconds. */
const patienceMs = 2_000

/** What a server, the primary or a replica, says of itself. */
export type ServerState = LineOfHistory & { isReplica: boolean; commit: number; feedback: string }

/** Compares a server of `DATABASE_REPLICA_URLS` with the primary, which takes up to two seconds. */
export async function lookAtReplica(
  name: string,
  replica: Pick<OpenDatabase, 'db'>,
  primary: Pick<OpenDatabase, 'db'>,
): Promise<Finding> {
  const about = `replica ${name}`
  try {
    const [first, wanted] = [await stateOf(replica), await stateOf(primary)]
    if (first.commit < wanted.commit) await sleep(patienceMs)
    return judgeReplica(about, { first, later: await stateOf(replica) }, wanted)
  } catch (error) {
    return warning(
      about,
      errorMessage(error),
      'until it answers the others do; see whether it runs, and DATABASE_REPLICA_URLS',
    )
  }
}

/**
 * Decides what is wrong with a replica, if anything.
 *
 * @param looks the replica at first, and after it had time to replay what it lacked
 */
export function judgeReplica(
  about: string,
  looks: { first: ServerState; later: ServerState },
  primary: ServerState,
): Finding {
  const replica = looks.later
  if (replica.cluster !== primary.cluster) {
    return failure(about, 'it is of another cluster', 'name replicas of this database alone')
  }
  if (replica.timeline !== primary.timeline) {
    return warning(
      about,
      `it is on timeline ${replica.timeline} and the primary on ${primary.timeline}: what it shows may never have been of this database`,
      'make it a replica of this primary anew, by pg_rewind or pg_basebackup; one that is so already may take minutes to say it',
    )
  }
  if (!replica.isReplica) {
    return warning(about, 'it is no replica but the primary', 'name the addresses of replicas')
  }
  const behind = primary.commit - replica.commit
  const advice =
    'see whether it replays: `select pg_is_wal_replay_paused()`, pg_stat_replication, its log'
  if (behind > 0 && replica.commit === looks.first.commit) {
    return warning(about, `${behind} commits behind, and comes no nearer`, advice)
  }
  if (behind > soundLag) return warning(about, `${behind} commits behind`, advice)
  if (replica.feedback !== 'on') {
    const change = 'set hot_standby_feedback = on there, or what it reads for long may be cancelled'
    return warning(about, 'the primary does not know what it reads', change)
  }
  return fine(about, behind > 0 ? `${behind} commits behind` : 'in step')
}

async function stateOf({ db }: Pick<OpenDatabase, 'db'>): Promise<ServerState> {
  const { rows } = await sql<ServerState>`
    select line.*, pg_is_in_recovery() as "isReplica",
      coalesce((select changed from scope_version where kind = 'global' and key = ''), 0)::float8 as commit,
      current_setting('hot_standby_feedback') as feedback
    from (${sql.raw(lineSql)}) line`.execute(db)
  const [state] = rows
  if (state === undefined) throw new Error('it does not say what it is')
  return state
}
