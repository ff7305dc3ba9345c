import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import { channelClient } from '../../notify/channels/channel-client.ts'
import { createFetchMetrics } from '../../platform/guarded-fetch/fetch-metrics.ts'
import type { GuardedClient } from '../../platform/guarded-fetch/guarded-client.ts'
import { createMetricsRegistry } from '../../platform/metrics/metrics.ts'
import { startOtherHost } from './other-host.ts'

/** A request that was sent to somebody who takes messages. */
export type TakenRequest = {
  method: string | undefined
  url: string | undefined
  headers: IncomingHttpHeaders
  body: string
}

/** Somebody on this machine who takes messages over HTTP. */
export type WebReceiver = AsyncDisposable & {
  /** `http://127.0.0.1:<port>` */
  base: string
  client: GuardedClient
  /** All requests, in this order. */
  taken: TakenRequest[]
  /** How it answers; may be changed while it runs. */
  answer: (response: ServerResponse, request: TakenRequest) => void
}

/** One who takes everything, until told otherwise. */
export async function startWebReceiver(): Promise<WebReceiver> {
  const taken: TakenRequest[] = []
  const receiver: Pick<WebReceiver, 'answer'> = {
    answer: (response) => void response.writeHead(204).end(),
  }
  const host = await startOtherHost((request, response) => {
    void Array.fromAsync(request).then((chunks) => {
      const { method, url, headers } = request
      const one = { method, url, headers, body: Buffer.concat(chunks).toString() }
      taken.push(one)
      receiver.answer(response, one)
    })
  })
  return Object.assign(receiver, {
    base: host.base,
    client: channelClient(host.base, createFetchMetrics(createMetricsRegistry(), [])),
    taken,
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  })
}
