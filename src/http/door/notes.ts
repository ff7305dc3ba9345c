import type { Logger } from '../../platform/log/log.ts'
import type { HttpMetrics } from '../metrics/http-metrics.ts'
import type { RequestKind } from '../metrics/request-series.ts'
import { type RequestLine, requestLineOf } from '../request-log.ts'

/** What may differ between requests that get the same answer. */
type Varying = Pick<RequestKind, 'method' | 'status' | 'transport'>

/** Counts a request that the door has answered, and writes its line into the log. */
type Note = RequestLine

export type NoteOptions = { log: Logger; metrics: HttpMetrics }

/** Metrics and log of the requests that get one answer, as the framework does them; prepared once for each kind of request. */
export class Notes {
  readonly #about: Omit<RequestKind, keyof Varying>
  readonly #options: NoteOptions
  /** A list, since there are few: three methods, two statuses, two transports. */
  readonly #known: { kind: Varying; note: Note }[] = []

  constructor(about: Omit<RequestKind, keyof Varying>, options: NoteOptions) {
    this.#about = about
    this.#options = options
  }

  /** The function to be called for each request of this kind. */
  of({ method, status, transport }: Varying): Note {
    for (const { kind, note } of this.#known) {
      if (kind.method === method && kind.status === status && kind.transport === transport) {
        return note
      }
    }
    const kind = { method, status, transport }
    const note = this.#noteOf({ ...this.#about, ...kind })
    this.#known.push({ kind, note })
    return note
  }

  #noteOf(kind: RequestKind): Note {
    const { log, metrics } = this.#options
    const count = metrics.counterOf(kind)
    const write = requestLineOf(log, kind)
    return (request) => {
      count(request.seconds, request.bytes)
      write(request)
    }
  }
}
