import type { Address } from '../recipients/address.ts'

/** A mail as it goes out: all of it is fixed before the first attempt, so that every attempt is the same. */
export type Mail = {
  /** With angle brackets. */
  readonly messageId: string
  readonly inReplyTo: string | null
  /** `Name <address>` */
  readonly sender: string
  readonly replyTo: string | null
  readonly to: readonly Address[]
  readonly cc: readonly Address[]
  /** On one line. */
  readonly subject: string
  /** ISO 8601. */
  readonly date: string
  readonly text: string
  readonly html: string | null
  /** What it is about, for the header by which readers sort. */
  readonly kind: string
}

/** Which of its recipients this attempt is for. */
export type Envelope = { readonly from: string; readonly to: readonly string[] }

/** What became of an attempt. Recipients that are in neither list got no answer. */
export type Attempt = {
  readonly accepted: readonly string[]
  /** Answers, by address. */
  readonly refused: ReadonlyMap<string, Refusal>
  /** Why it did not go through; undefined when everybody has an answer. */
  readonly problem?: string
  /** The server had all of it, and nobody knows what it made of it. */
  readonly isAnswerLost?: boolean
}

export type Refusal = {
  readonly answer: string
  /** The server says that another attempt is of no use. */
  readonly isFinal: boolean
}

/** A way that mails take. Never throws for what a server says or does. */
export type MailWay = AsyncDisposable & {
  /** `smtp` or `outbox`, for people and metrics. */
  readonly name: 'smtp' | 'outbox'
  send(mail: Mail, envelope: Envelope, signal: AbortSignal): Promise<Attempt>
}
