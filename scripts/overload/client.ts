import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'

/** What became of a request; status 0 for one that broke off. */
export type Outcome = {
  status: number
  milliseconds: number
  retryAfter: string | undefined
  errorCode: string | undefined
}

/** Asks over a connection of its own, and drops the body; never fails. */
export async function ask(url: string, signal?: AbortSignal): Promise<Outcome> {
  const started = performance.now()
  const outcome = (status: number, answer?: IncomingMessage): Outcome => ({
    status,
    milliseconds: performance.now() - started,
    retryAfter: answer?.headers['retry-after'],
    errorCode: single(answer?.headers['x-error-code']),
  })
  try {
    const answer = await begin(url, signal)
    answer.resume()
    await once(answer, 'end')
    return outcome(answer.statusCode ?? 0, answer)
  } catch {
    return outcome(0)
  }
}

/** How many items a list has whose body is JSON, read as it comes; NaN when it is not whole. */
export async function countItems(url: string): Promise<{ items: number; bytes: number }> {
  const answer = await begin(url)
  const mark = Buffer.from('"id":"')
  let [items, bytes, end] = [0, 0, Buffer.alloc(0)]
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    bytes += chunk.length
    const text = Buffer.concat([end, chunk])
    let place = -1
    while ((place = text.indexOf(mark, place + 1)) !== -1) items += 1
    end = text.subarray(Math.max(0, text.length - mark.length + 1))
  }
  return { items: /\]\}?$/.test(end.toString()) ? items : Number.NaN, bytes }
}

/** A client that asks and takes nothing of the answer; what it returns makes it leave. */
export async function neverRead(url: string): Promise<() => void> {
  const answer = await begin(url)
  answer.on('error', () => {})
  return () => answer.destroy()
}

function begin(url: string, signal?: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const options = signal === undefined ? { agent: false } : { agent: false, signal }
    get(url, options, resolve).on('error', reject)
  })
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header
}
