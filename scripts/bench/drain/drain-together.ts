import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { DrainMessage } from './drain-message.ts'

export type Drain = { url: string; spoolDir: string; ingesters: number; workers: number }

const program = new URL('./drain-run.ts', import.meta.url)

/** Lets so many ingesters empty a spool, and returns what each of them did. */
export function drain({ url, spoolDir, ingesters, workers }: Drain): Promise<DrainMessage[]> {
  const run = async (): Promise<DrainMessage> => {
    const child = fork(program, [url, spoolDir, String(workers)])
    let result: DrainMessage | undefined
    child.on('message', (message) => (result = message as DrainMessage))
    await once(child, 'exit')
    if (result === undefined) throw new Error(`${program.pathname} failed`)
    return result
  }
  return Promise.all(Array.from({ length: ingesters }, run))
}
