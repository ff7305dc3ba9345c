/** However much hangs, a program that is asked to end is gone after this, in milliseconds. */
export const endWithinMs = 14_000

/** A second signal this soon after the first is the same key press, forwarded once more by npm. */
const echoMs = 500

/** How often the parent process is looked at, to notice that npm died without a word. */
const parentPollMs = 1_000

export type ShutdownOptions = {
  /** Called when somebody insists: end at once, without draining. */
  onInsist: () => void
  /** Ends in order when the parent process goes away (npm was killed). */
  watchParent: boolean
  /** Signals that mean nothing to this process. */
  deafTo?: readonly NodeJS.Signals[]
}

/**
 * An abort signal that fires on Ctrl-C, on SIGTERM or when the parent process vanishes. Another
 * Ctrl-C afterwards means "at once" (decisions.md 3). Dispose to stop listening.
 */
export function listenForShutdown(options: ShutdownOptions): Disposable & { signal: AbortSignal } {
  const controller = new AbortController()
  let firstAt = 0
  const onSignal = (name: NodeJS.Signals): void => {
    if (options.deafTo?.includes(name) === true) return
    if (!controller.signal.aborted) {
      firstAt = Date.now()
      controller.abort(new ShutdownRequested(name))
    } else if (Date.now() - firstAt > echoMs) {
      options.onInsist()
    }
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  process.on('SIGHUP', onSignal)
  const parent = process.ppid
  const lookForParent = () => {
    if (process.ppid !== parent) onSignal('SIGHUP')
  }
  const poll = options.watchParent ? setInterval(lookForParent, parentPollMs) : undefined
  poll?.unref()
  return {
    signal: controller.signal,
    [Symbol.dispose]: () => {
      clearInterval(poll)
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(name, onSignal)
    },
  }
}

/** The reason of the abort: somebody asked the program to end. */
export class ShutdownRequested extends Error {
  readonly code = 'shutdown_requested'
  readonly #requestedAt = performance.now()

  constructor(signalName: string) {
    super(`asked to end by ${signalName}`)
  }

  /** How much is left of the time in which the program has to end, in milliseconds. */
  get leftMs(): number {
    return Math.max(this.#requestedAt + endWithinMs - performance.now(), 0)
  }
}
