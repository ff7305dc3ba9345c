import type { Header } from '../answer/header.ts'
import type { Endpoint, EndpointTable } from '../endpoint.ts'
import type { KeyOfBody } from '../ready/key-of-body.ts'

/** What a request asks for, as far as its answer depends on it. */
export type RequestTarget = { method: string; target: string; accept: string | undefined }

/** Where the answer to a target is kept; not the answer itself, whose memory is counted there. */
export type TargetAnswer = {
  keyOf: KeyOfBody
  endpoint: Endpoint
  /** Milliseconds since 1970; Infinity for an answer that does not depend on the clock. */
  goodUntil: number
}

/** The words of a request, as far as an answer without data may depend on them. */
export type FixedWords = {
  target: string
  accept: string | undefined
  acceptEncoding: string | undefined
}

/** For how long an answer may be given again. */
export type GivenAgain = {
  /** Milliseconds since 1970. */
  goodUntil: number
  /** To be called each time that it is given again. */
  count: () => void
}

/** An answer that depends on nothing but the words of the request, for a limited time. */
export type FixedAnswer = GivenAgain & {
  endpoint: Endpoint
  head: readonly Header[]
  body: Buffer
}

/** The side of the door that the framework sees: it is told which endpoints exist, and what was answered. */
export type DoorMemory = {
  learnEndpoints: (endpoints: EndpointTable) => void
  remember: (request: RequestTarget, given: TargetAnswer) => void
  /** Told of an answer that may be given again to a request in the same words. */
  rememberFixed: (words: FixedWords, given: FixedAnswer) => void
}
