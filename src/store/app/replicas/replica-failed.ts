import { AsyncLocalStorage } from 'node:async_hooks'
import { errorCode } from '../../../platform/errors/error-code.ts'
import { databaseErrorKind } from '../errors/database-error.ts'

/** A replica ended a read that had begun: the primary can do the same from the beginning. */
export class ReplicaFailed extends Error {
  constructor(cause: unknown) {
    super('a replica failed while it was read', { cause })
  }
}

/** Cancelled for whoever waits, or too slow: the primary would be no other. */
const ownFault = '57014'

/**
 * What of a failed statement is the fault of the replica: it is lost, or had to remove rows that the primary has
 * removed (`40001`).
 */
export function isFaultOfReplica(error: unknown): boolean {
  return databaseErrorKind(error) === 'transient' && errorCode(error) !== ownFault
}

const alone = new AsyncLocalStorage<true>()

/** Lets the primary alone be asked. */
export function byPrimaryAlone<Result>(work: () => Promise<Result>): Promise<Result> {
  return alone.run(true, work)
}

/** Whether no replica may be asked. */
export function isForPrimaryAlone(): boolean {
  return alone.getStore() === true
}

/** Does a read that changes nothing; once more, by the primary, where a replica fails. */
export async function whateverReplicasDo<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof ReplicaFailed)) throw error
    return byPrimaryAlone(work)
  }
}
