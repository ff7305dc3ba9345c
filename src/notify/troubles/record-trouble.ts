import { type DeliverySurroundings, openQueues } from '../delivery/open-delivery.ts'
import type { TellTrouble } from './tell-troubles.ts'

type Surroundings = Pick<DeliverySurroundings, 'config' | 'database' | 'log'>

/**
 * Puts a trouble into ledger and queue, from where a process that runs jobs sends it. Once, however often that is
 * tried: it may have been committed although nobody heard of it. The queues are opened for each of the few.
 */
export function recordTrouble(surroundings: Surroundings): TellTrouble {
  return async (event) => {
    await using queues = await openQueues(surroundings, { supervises: false })
    await surroundings.database.db.transaction().execute((tx) => queues.announce(tx, event))
    return true
  }
}
