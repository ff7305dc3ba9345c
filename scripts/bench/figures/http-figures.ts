import type { Times } from '../http/load/load-order.ts'
import type { Machine } from '../machine.ts'

/** Answers a second, and how long they took. */
export type Speed = { perSecond: number; times: Times }

/** Answers that are made: the cache has none of them, the database has read their rows before. */
export type ColdFigures = {
  /** One connection. */
  one: Speed
  /** Sixteen. */
  many: Speed
  /** Of sixteen, how many were told to come back later. */
  refused: number
  /** Milliseconds until the first byte came, of 95 in 100. */
  firstByteP95: number
  /** Milliseconds and bytes of an answer to each request, of the one connection. */
  answers: [ms: number, bytes: number][]
}

/** Lists beside the same rows, looked up by their ids and stringified. */
export type ListFigures = { items: number; ratio: number }

/** The same answer again and again. */
export type WarmFigures = {
  /** Of the body as it is sent. */
  bytes: number
  one: Speed
  many: Speed
  /** `many`, to what bare Hono does with the same bytes. */
  ratio: number
  /** The same of 304s; null where the answer has no tag. */
  unchangedRatio: number | null
  /** At half as many requests a second as `many`. */
  half: Times
  /** The same of bare Hono at half of what it can, right after: what that takes is the machine's. */
  bareHalf: Times
  /** The share of a processor that the client took, at most. */
  clientBusy: number
}

export type SeriesFigures = {
  operation: string
  name: string
  cold: ColdFigures
  list: ListFigures | null
  /** Null where another series of the same operation was measured. */
  warm: WarmFigures | null
}

/** What the framework costs where nothing has to be read. */
export type FrameworkFigures = { name: string; perSecond: number; ratio: number }

/** Answers that are asked for at a steady pace. */
export type SteadyFigures = {
  answers: number
  times: Times
  /** Of those that were ready. */
  ready: Times
  /** How many were not, because a commit had changed them: made, or waited for while another request made them. */
  made: number
  /** Of a server that sends bytes from memory and does nothing else, asked by the same process at the same time. */
  bare: Times
}

/** Such answers while nothing is stored, and while submissions are, as fast as can be. */
export type IngestFigures = { idle: SteadyFigures; during: SteadyFigures; testsPerSecond: number }

/** The result file of `npm run bench:http`. */
export type HttpFigures = {
  kind: 'http'
  at: string
  machine: Machine
  postgresql: string
  tests: number
  /** `2/3`: which share of the series was measured. */
  part: string
  series: SeriesFigures[]
  framework: FrameworkFigures[]
  ingest: IngestFigures | null
  /** How many processes wanted to run in the last minute, when the run had ended: some three are its own. */
  load: number
  /** The most memory that the service held. */
  peakBytes: number
}
