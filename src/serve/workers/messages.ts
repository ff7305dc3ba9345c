import type { Config } from '../../config/config.ts'
import type { Trouble } from '../../notify/troubles/trouble.ts'
import type { Metrics } from './added-metrics.ts'
import type { ApiFacts } from '../start-api.ts'

/** Answers the API. */
type Answering = { role: 'api'; facts: ApiFacts }

/** Stores what is in the spool, after example data where it is wanted. */
export type Ingesting = {
  role: 'ingest'
  treesFile: string | undefined
  loadsExampleData: boolean
}

/** What a worker is to do; it reads no settings of its own, so that all workers have the same ones. */
export type WorkerOrders = {
  config: Config
  work: Answering | Ingesting
  /** How many processors are meant for its dear requests. */
  processors: number
}

/** What the supervisor tells a worker. */
export type Order =
  | { kind: 'begin'; orders: WorkerOrders }
  /** Something was committed: who answers says when it knows. */
  | { kind: 'commit'; number: number }
  /** All who answer know of a commit that this worker told of. */
  | { kind: 'heard'; number: number }
  /** Example data is all there. */
  | { kind: 'loaded' }
  /** Wants a sign of life. */
  | { kind: 'beat' }
  /** Wants its metrics. */
  | { kind: 'measure' }

/** What a worker tells the supervisor. */
export type Report =
  /** It has begun its work; where it answers, if it does. */
  | { kind: 'begun'; url: string | null }
  /** It cannot begin, or not go on. */
  | { kind: 'failed'; message: string; code: string | undefined }
  /** It has committed. */
  | { kind: 'commit'; number: number }
  /** It knows of a commit that it was told of. */
  | { kind: 'heard'; number: number }
  /** Example data is all there, of so many submissions. */
  | { kind: 'loaded'; submissions: number }
  /** A sign of life. */
  | { kind: 'alive' }
  | { kind: 'metrics'; metrics: Metrics }
  /** Something that people are told of. */
  | { kind: 'trouble'; trouble: Trouble }
  /** A line of the log that others may write as well. */
  | { kind: 'line'; line: string }
