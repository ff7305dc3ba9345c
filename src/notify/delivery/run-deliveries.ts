import { setTimeout } from 'node:timers/promises'
import { errorMessage } from '../../platform/errors/error-message.ts'
import type { Logger } from '../../platform/log/log.ts'
import type { DeliveryQueue, QueueName } from './queue/delivery-queue.ts'

/** Something that is still to arrive: the queue brings it again, later. */
export class NotDelivered extends Error {
  readonly code = 'not_delivered'
}

/** What a killed process was at is looked for so often, and what waits is counted. */
const usualLookMs = 10_000

/** What a queue holds, and how that is sent. */
export type Deliverable = {
  readonly queue: QueueName
  /** At a time, by one process; each takes a connection to PostgreSQL while it is sent. */
  readonly atOnce: number
  /** @throws NotDelivered, for the queue, when another attempt is needed */
  readonly deliver: (id: number) => Promise<void>
  /** The queue has tried often enough. */
  readonly giveUp: (id: number) => Promise<void>
  /** What a killed process may have been at. */
  readonly interrupted: () => Promise<readonly number[]>
  /** Does what the queue of another process was to do, which nobody works on any more. */
  readonly doForOthers?: () => Promise<void>
  /** Shows in metrics what waits. */
  readonly count: () => Promise<void>
}

type Surroundings = { readonly log: Pick<Logger, 'warn'>; readonly signal: AbortSignal }

/**
 * Sends what is in a queue until the program is asked to end.
 *
 * @param lookEveryMs shorter in tests
 */
export async function runDeliveries(
  queue: Pick<DeliveryQueue, 'work'>,
  deliverable: Deliverable,
  { log, signal }: Surroundings,
  lookEveryMs = usualLookMs,
): Promise<void> {
  const { atOnce, deliver, giveUp } = deliverable
  await queue.work(deliverable.queue, atOnce, deliver, giveUp)
  while (!signal.aborted) {
    await look(deliverable, signal).catch((error: unknown) =>
      log.warn(
        { queue: deliverable.queue, reason: errorMessage(error) },
        'cannot look for what waits to be sent',
      ),
    )
    await setTimeout(lookEveryMs, undefined, { signal }).catch(() => {})
  }
}

/**
 * What a killed process was at is gone on with here and now: the queue would notice it, too, later. What
 * comes of it does not matter, since the queue has it still.
 */
async function look(deliverable: Deliverable, signal: AbortSignal): Promise<void> {
  for (const id of await deliverable.interrupted()) {
    if (signal.aborted) return
    await deliverable.deliver(id).catch((error: unknown) => {
      if (!(error instanceof NotDelivered)) throw error
    })
  }
  await deliverable.doForOthers?.()
  await deliverable.count()
}
