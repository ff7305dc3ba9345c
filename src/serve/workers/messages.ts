import type { Config } from '../../config/config.ts'
import type { Trouble } from '../../notify/troubles/trouble.ts'
import type { Metrics } from './added-metrics.ts'
import type { ApiFacts } from '../start-api.ts'

/** What a worker is to do; it reads no settings of its own, so that all workers have the same ones. */
export type WorkerOrders = {
  config: Config
  facts: ApiFacts
  /** How many processors are meant for its dear requests. */
  processors: number
}

/** What the supervisor tells a worker. */
export type Order =
  | { kind: 'begin'; orders: WorkerOrders }
  /** The supervisor has committed. */
  | { kind: 'commit'; number: number }
  /** Example data is all there. */
  | { kind: 'loaded' }
  /** Wants a sign of life. */
  | { kind: 'beat' }
  /** Wants its metrics. */
  | { kind: 'measure' }

/** What a worker tells the supervisor. */
export type Report =
  | { kind: 'answering'; url: string }
  /** It cannot begin. */
  | { kind: 'failed'; message: string; code: string | undefined }
  /** A sign of life. */
  | { kind: 'alive' }
  | { kind: 'metrics'; metrics: Metrics }
  /** Something that people are told of. */
  | { kind: 'trouble'; trouble: Trouble }
  /** A line of the log that others may write as well. */
  | { kind: 'line'; line: string }
