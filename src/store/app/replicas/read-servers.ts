import { setTimeout as sleep } from 'node:timers/promises'
import { Overloaded } from '../../../platform/turns/overloaded.ts'
import { wantedUntil } from '../../../platform/waiting/wanted-until.ts'
import type { ReaderConnection } from '../connection/reader-connection.ts'
import type { OpenDatabase } from '../database.ts'
import { type KnownCommit, newestCommit, newestCommitSql, shows } from '../commits/newest-commit.ts'
import type { Replica } from './replica.ts'
import { isForPrimaryAlone } from './replica-failed.ts'

/** A replica that does not even begin in this time is away, in milliseconds. */
const beginMs = 1_000

/**
 * Between looks at a replica that lacks a commit, in milliseconds. Streaming takes 1 to 3 ms on one machine; whoever
 * is further behind is not waited for.
 */
const patienceMs = [1, 2, 4, 8, 16]

/** Why the primary was asked although there are replicas. */
export const primaryReasons = [
  'none_fit',
  'behind',
  'failed',
  'unknown_version',
  'retried',
] as const
export type PrimaryReason = (typeof primaryReasons)[number]

export type ReadServersOptions = {
  primary: Pick<OpenDatabase, 'pool' | 'readers' | 'observed'>
  replicas: readonly Replica[]
  /** The newest commit that this process knows of; null while nobody can say. */
  known: () => KnownCommit | null
  onPrimary: (reason: PrimaryReason) => void
}

/** The servers that may be read: replicas, of which the least busy is asked, and the primary behind them. */
export class ReadServers {
  readonly #options: ReadServersOptions
  #turn = 0

  constructor(options: ReadServersOptions) {
    this.#options = options
  }

  connectToPrimary(): Promise<ReaderConnection> {
    return this.#options.primary.readers.connect()
  }

  /**
   * Begins a transaction on a replica that shows the newest commit that is known.
   *
   * @returns null where the primary has to be asked
   * @throws Overloaded for a request that would wait for too long
   */
  async beginOnReplica(begin: string): Promise<ReaderConnection | null> {
    const { known, onPrimary } = this.#options
    const wanted = known()
    const replica = wanted === null ? undefined : this.#leastBusy(wanted)
    const reason = await this.#begin(begin, wanted, replica)
    if (typeof reason !== 'string') return reason
    onPrimary(reason)
    return null
  }

  async #begin(
    begin: string,
    wanted: KnownCommit | null,
    replica: Replica | undefined,
  ): Promise<ReaderConnection | PrimaryReason> {
    if (isForPrimaryAlone()) return 'retried'
    if (wanted === null) return 'unknown_version'
    if (replica?.database == null) return 'none_fit'
    let connection: ReaderConnection | undefined
    try {
      connection = await replica.database.readers.connect()
      if (await isInStep(connection, begin, wanted)) {
        replica.reads += 1
        return connection
      }
      replica.fellBehind()
      connection.release()
      return 'behind'
    } catch (error) {
      connection?.release(true)
      // whoever has left, or comes when there is too much to do, is no fault of the server; but one that is away has done nothing meanwhile
      const isItsFault = !(error instanceof Overloaded) || replica.state === 'away'
      if (!isItsFault || wantedUntil()?.aborted === true) throw error
      replica.isLost()
      return 'failed'
    }
  }

  #leastBusy(wanted: KnownCommit): Replica | undefined {
    const fit = this.#options.replicas.filter(
      (replica) => replica.state === 'fit' && replica.isLike(wanted),
    )
    // of those that are as busy one after the other
    this.#turn = (this.#turn + 1) % Math.max(fit.length, 1)
    const inTurn = [...fit.slice(this.#turn), ...fit.slice(0, this.#turn)]
    return inTurn.toSorted((one, other) => one.busy - other.busy)[0]
  }
}

/** Begins a transaction that shows a commit, which a replica may be just about to replay. */
async function isInStep(
  connection: ReaderConnection,
  begin: string,
  wanted: KnownCommit,
): Promise<boolean> {
  for (const pauseMs of [...patienceMs, null]) {
    const rows = await connection.beginAndAsk(begin, newestCommitSql, beginMs)
    if (shows(newestCommit(rows), wanted)) return true
    await connection.query('rollback', [])
    if (pauseMs !== null) await sleep(pauseMs)
  }
  return false
}
