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

/** Learns what there is, and what the framework has answered. */
export type DoorMemory = {
  learnEndpoints: (endpoints: EndpointTable) => void
  remember: (request: RequestTarget, given: TargetAnswer) => void
}
