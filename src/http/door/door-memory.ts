import type { Header } from '../answer/header.ts'
import type { Endpoint, EndpointTable } from '../endpoint.ts'
import type { KeyOfBody } from '../ready/key-of-body.ts'

/** What a request asks for, as far as its answer depends on it. */
export type RequestTarget = { method: string; target: string; accept: string | undefined }

/** What a target was answered with: not the answer itself, whose bytes are counted where it is kept. */
export type TargetAnswer = {
  keyOf: KeyOfBody
  endpoint: Endpoint
  /** Milliseconds since 1970; Infinity for an answer that does not depend on the clock. */
  goodUntil: number
}

/** In which words something is asked for that hangs on nothing but these. */
export type FixedWords = {
  target: string
  accept: string | undefined
  acceptEncoding: string | undefined
}

/** Learns what there is, and what the framework has answered. */
export type DoorMemory = {
  learnEndpoints: (endpoints: EndpointTable) => void
  remember: (request: RequestTarget, given: TargetAnswer) => void
  /** What the framework has answered at a route that hangs on nothing. */
  rememberFixed: (
    words: FixedWords,
    endpoint: Endpoint,
    sent: { head: readonly Header[]; body: Buffer },
  ) => void
}
