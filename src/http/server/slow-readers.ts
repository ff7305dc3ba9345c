import type { Socket } from 'node:net'
import type { ServerLimits } from './limits.ts'

/** What node does not show of a connection: how much of what it was given the system has not taken yet, in bytes. */
type Queue = { _handle?: { writeQueueSize?: number } | null }

/** How far a client has got with what it was sent, and since when it has been there. */
type Progress = { taken: string; since: number }

/**
 * Looks after clients that do not read. What waits for all of them together has a bound: beyond it those are cut
 * that have taken nothing for some time, the ones that wait longest first.
 */
export class SlowReaders {
  readonly #limits: Pick<ServerLimits, 'mostWaitingBytes' | 'unreadMs'>
  readonly #progress = new WeakMap<Socket, Progress>()

  constructor(limits: Pick<ServerLimits, 'mostWaitingBytes' | 'unreadMs'>) {
    this.#limits = limits
  }

  /** To be called again and again, with all connections. */
  look(sockets: Iterable<Socket>, now = performance.now()): void {
    const waiting = [...sockets].filter((one) => !one.destroyed && one.writableLength > 0)
    const since = new Map(waiting.map((socket) => [socket, this.#stuckSince(socket, now)]))
    let bytes = waiting.reduce((sum, { writableLength }) => sum + writableLength, 0)
    const longestFirst = [...since].sort(([, one], [, other]) => one - other)
    for (const [socket, stuckSince] of longestFirst) {
      if (bytes <= this.#limits.mostWaitingBytes || now - stuckSince < this.#limits.unreadMs) return
      bytes -= socket.writableLength
      socket.resetAndDestroy()
    }
  }

  #stuckSince(socket: Socket, now: number): number {
    const queue = (socket as Queue)._handle?.writeQueueSize ?? 0
    const taken = `${socket.bytesWritten} ${queue}`
    const before = this.#progress.get(socket)
    if (before?.taken === taken) return before.since
    this.#progress.set(socket, { taken, since: now })
    return now
  }
}
