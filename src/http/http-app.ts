import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Config } from '../config/config.ts'
import type { Logger } from '../platform/log/log.ts'
import type { ReadDatabase } from '../read/database.ts'
import type { Logs } from '../read/logs/logs.ts'
import type { Answer } from './answer/answer.ts'
import type { DoorMemory, GivenAgain } from './door/door-memory.ts'
import type { Endpoint } from './endpoint.ts'
import type { HttpMetrics } from './metrics/http-metrics.ts'
import type { Readiness } from './readiness.ts'
import type { SentBody } from './ready/sent-body.ts'
import type { ReadyAnswers } from './ready/ready-answers.ts'
import type { ServiceStatus } from './service-status.ts'
import type { Arrival } from './server/arrival.ts'

/** What middleware leaves for those that come after it. */
export type HttpEnv = {
  /** Without a server, as in tests, `c.env` itself is undefined. */
  Bindings: {
    arrival: Arrival
    /** Nobody asked: an answer is made before somebody does. */
    isWarmUp?: true
  }
  Variables: {
    requestId: string
    /** Undefined when no endpoint has the path. */
    endpoint: Endpoint | undefined
    /** Set when the answer is an entry of the error catalogue, or another coded refusal. */
    errorCode: string | undefined
    /** Whether the body is written while it is sent, and its length is not known before. */
    streamed: true | undefined
    /** Of a body that is written while it is sent: its tag, and who keeps it; undefined where nobody does. */
    sentBody: SentBody | undefined
    /** The body that the request came with, where answers are kept by it (`answer-key.ts`). */
    askedBody: Buffer | undefined
    /** The body that a handler answers with, as it is, when that is known. */
    body: Buffer<ArrayBuffer> | undefined
    /** What is sent, when it was decided already. */
    answer: Answer | undefined
    /** How the answer may be given again, without asking whoever gave it. */
    again: GivenAgain | undefined
    /** Length of the body as it is sent; null when nobody knows it, undefined as long as there is none. */
    bytes: number | null | undefined
  }
}

export type HttpApp = OpenAPIHono<HttpEnv>

/** The settings that the HTTP side reads. */
export type HttpSettings = Pick<
  Config,
  | 'cacheTimeoutSeconds'
  | 'corsAllowAllOrigins'
  | 'corsAllowLocalhost'
  | 'corsAllowedOrigins'
  | 'originListingIntervalDays'
  | 'testOnlyOrigins'
  | 'testOrigins'
>

export type HttpDependencies = {
  db: ReadDatabase
  logs: Logs
  settings: HttpSettings
  ready: ReadyAnswers
  door: DoorMemory
  log: Logger
  metrics: HttpMetrics
  /** Asked at every `/readyz`. */
  readiness: () => Promise<Readiness>
  /** What the page at `/` shows. */
  status: () => Promise<ServiceStatus>
}
