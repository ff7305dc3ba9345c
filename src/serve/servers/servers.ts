import type { Context } from '../../context.ts'
import type { RunningServer } from '../../http/server/http-server.ts'
import { listenFailure, type WantedAddress } from './listen-failure.ts'

/** Requests in progress may take this long to end when the program is asked to stop. */
const drainMs = 10_000

/**
 * The servers of a service. All close as soon as it is asked to end, while the batch in flight is
 * finished, and at the latest when it is over.
 */
export class Servers implements AsyncDisposable {
  readonly #context: Pick<Context, 'signal' | 'pending'>
  readonly #closing = new Map<RunningServer, Promise<void> | undefined>()

  constructor(context: Pick<Context, 'signal' | 'pending'>) {
    this.#context = context
    context.signal.addEventListener('abort', () => void this[Symbol.asyncDispose](), { once: true })
  }

  /**
   * Waits for a server to listen, and has it closed with the others.
   *
   * @throws AddressTaken, ConfigError for an address where it cannot listen
   */
  async add(starting: Promise<RunningServer>, wanted: WantedAddress): Promise<RunningServer> {
    const server = await starting.catch((error: unknown) => {
      throw listenFailure(error, wanted)
    })
    this.#closing.set(server, undefined)
    if (this.#context.signal.aborted) void this.#close(server)
    return server
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#closing.keys()].map((server) => this.#close(server)))
  }

  #close(server: RunningServer): Promise<void> {
    const closing =
      this.#closing.get(server) ??
      this.#context.pending.during('requests in progress', () => server.close(drainMs))
    this.#closing.set(server, closing)
    return closing
  }
}
