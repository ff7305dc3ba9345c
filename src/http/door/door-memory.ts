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

/** In which words something is asked for, as far as an answer may depend on them. */
export type FixedWords = {
  target: string
  accept: string | undefined
  acceptEncoding: string | undefined
}

/** How an answer may be given again. */
export type GivenAgain = {
  /** Milliseconds since 1970. */
  goodUntil: number
  /** To be called each time. */
  count: () => void
}

/** An answer that hangs on nothing but the words in which it was asked for, for a time. */
export type FixedAnswer = GivenAgain & {
  endpoint: Endpoint
  head: readonly Header[]
  body: Buffer
}

/** Learns what there is, and what the framework has answered. */
export type DoorMemory = {
  learnEndpoints: (endpoints: EndpointTable) => void
  remember: (request: RequestTarget, given: TargetAnswer) => void
  /** What the framework has answered, where it may be given again to whoever asks in the same words. */
  rememberFixed: (words: FixedWords, given: FixedAnswer) => void
}
