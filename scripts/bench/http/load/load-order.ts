/** What the load client is told to do: requests as they are sent, byte for byte. */
export type LoadOrder = {
  port: number
  requests: readonly string[]
  connections: number
  /** `each` asks every request once, `again` all of them in turn until the time is over. */
  mode: 'each' | 'again'
  /** The time that it may take, in milliseconds. */
  ms: number
  /** Requests a second that come whether or not others were answered; without it each connection asks as soon as it may. */
  rate?: number
  /** Another server that is asked at the same time and rate: what it takes longer than usual is the machine's, or the client's. */
  beside?: { port: number; request: string }
}

/** One answer; times in milliseconds from when its request was due. */
export type Answered = {
  status: number
  ms: number
  firstByteMs: number
  bytes: number
  /** It does not say that it was ready (`Server-Timing`): made for this request or another one, or none of ours. */
  isMade: boolean
}

/** How long answers took, in milliseconds. */
export type Times = { p50: number; p95: number; p99: number; max: number }

/** What became of an order. */
export type LoadResult = {
  answers: number
  perSecond: number
  times: Times
  /** Of those that were ready. */
  ready: Times
  /** How many were not. */
  made: number
  /** Of the server that was asked beside; null where none was. */
  beside: Times | null
  /** How many answers had which status; 0: the connection broke. */
  statuses: Record<string, number>
  /** The share of one processor that the client took: near 1 it measures itself. */
  clientBusy: number
  /** In the order of the requests; of `each` alone. */
  each: Answered[]
}
