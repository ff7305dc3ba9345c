import { fork } from 'node:child_process'
import { once } from 'node:events'

/** An answer that is sent as it is. */
export type BareAnswer = {
  /** What a client needs to read the body. */
  headers: Record<string, string>
  body: Uint8Array<ArrayBuffer>
  etag: string
}

/** Where it is given. */
export const barePath = '/bare'

/** What we compare with. */
export type BareHono = AsyncDisposable & {
  port: number
  /** From now on this is the answer. */
  give: (answer: BareAnswer) => Promise<void>
}

/** Starts bare Hono in a process of its own. */
export async function startBareHono(): Promise<BareHono> {
  const child = fork(new URL('bare-hono-program.ts', import.meta.url), {
    serialization: 'advanced',
  })
  const [port] = (await once(child, 'message')) as [number]
  return {
    port,
    give: async (answer) => {
      const ready = once(child, 'message')
      child.send(answer)
      await ready
    },
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, 'exit')
      if (child.kill('SIGTERM')) await ended
    },
  }
}
