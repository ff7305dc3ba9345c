import type { Config } from '../../config/config.ts'
import type { Trouble } from '../../notify/troubles/trouble.ts'
import type { Metrics } from './added-metrics.ts'
import type { ApiFacts } from '../start-api.ts'

/** The worker answers the API. */
type Answering = { role: 'api'; facts: ApiFacts }

/** The worker ingests the spool, and before that loads example data if it is to. */
export type Ingesting = {
  role: 'ingest'
  treesFile: string | undefined
  loadsExampleData: boolean
}

/** What a worker is to do, with its settings: it reads none itself, so that all workers have the same ones. */
export type WorkerOrders = {
  config: Config
  work: Answering | Ingesting
  /** How many processors are meant for its dear requests. */
  processors: number
}

/** A message from the supervisor to a worker. */
export type Order =
  | { kind: 'begin'; orders: WorkerOrders }
  /** There was a commit. A worker that answers replies with `heard`. */
  | { kind: 'commit'; number: number }
  /** All workers that answer know of a commit of this worker. */
  | { kind: 'heard'; number: number }
  /** All example data is loaded. */
  | { kind: 'loaded' }
  /** Asks for a sign of life. */
  | { kind: 'beat' }
  /** Asks for metrics. */
  | { kind: 'measure' }

/** A message from a worker to the supervisor. */
export type Report =
  /** It has begun its work; `url` is where it answers, if it does. */
  | { kind: 'begun'; url: string | null }
  /** It cannot begin, or not go on. */
  | { kind: 'failed'; message: string; code: string | undefined }
  /** It has committed a batch. */
  | { kind: 'commit'; number: number }
  /** It knows now of a commit that it was told of. */
  | { kind: 'heard'; number: number }
  /** All example data is loaded: this many submissions. */
  | { kind: 'loaded'; submissions: number }
  /** A sign of life. */
  | { kind: 'alive' }
  | { kind: 'metrics'; metrics: Metrics }
  /** An error that people are to be told of. */
  | { kind: 'trouble'; trouble: Trouble }
  /** A line for the log that other workers may write, too. */
  | { kind: 'line'; line: string }
