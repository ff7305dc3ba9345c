import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

/** A host of this machine that has logs. */
export type LogHost = AsyncDisposable & {
  /** `127.0.0.1:<port>` */
  host: string
}

/** Starts a host of which files can be fetched while a client is waited for. */
export async function startLogHost(): Promise<LogHost> {
  const thread = new Worker(new URL('log-host-thread.ts', import.meta.url))
  const [port] = (await once(thread, 'message')) as [number]
  return {
    host: `127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => void (await thread.terminate()),
  }
}
