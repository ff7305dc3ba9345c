import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { ask, type Outcome } from './client.ts'

/** Somebody who asks again and again, one request after the other. */
export type Watch = { stop: () => Promise<Outcome[]> }

type Asked = { address: string; everyMs: number }

/**
 * Asks every so often until it is stopped: in a thread of its own, which waits for none of the others that this process
 * does requests for.
 *
 * @param address of each request; `{number}` stands for its number
 */
export function watch(address: string, everyMs: number): Watch {
  const asked: Asked = { address, everyMs }
  const worker = new Worker(new URL(import.meta.url), { workerData: asked })
  return {
    stop: async () => {
      worker.postMessage('stop')
      const [outcomes] = (await once(worker, 'message')) as [Outcome[]]
      return outcomes
    },
  }
}

async function keepAsking({ address, everyMs }: Asked): Promise<void> {
  const outcomes: Outcome[] = []
  const stopped = new AbortController()
  parentPort?.once('message', () => stopped.abort())
  for (let number = 1; !stopped.signal.aborted; number += 1) {
    outcomes.push(await ask(address.replace('{number}', String(number))))
    await sleep(everyMs)
  }
  parentPort?.postMessage(outcomes)
}

if (!isMainThread) await keepAsking(workerData as Asked)
