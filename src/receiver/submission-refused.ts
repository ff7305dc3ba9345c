import type { FileRefusal } from '../ingest/spool/reason.ts'
import {
  type ReceiverRefusalCode,
  receiverRefusals,
  retryAfterSeconds,
} from './refusal-catalogue.ts'

type Refused = {
  code: string
  status: number
  message: string
  /** Of the body, beside the three that every answer has and the code. */
  members?: Readonly<Record<string, unknown>>
  /** For the log alone. */
  cause?: unknown
}

/** A request that is answered with a coded refusal. */
export class SubmissionRefused extends Error {
  override readonly name = 'SubmissionRefused'
  readonly code: string
  readonly status: number
  readonly members: Readonly<Record<string, unknown>>

  constructor({ code, status, message, members = {}, cause }: Refused) {
    super(message, { cause })
    this.code = code
    this.status = status
    this.members = { code, ...members }
  }

  /** Seconds after which the same may be sent again; null when it must be changed first. */
  get retryAfter(): number | null {
    return this.status === 503 || this.status === 507 ? retryAfterSeconds : null
  }
}

/** A refusal whose reason lies outside the document. */
export function refused(
  code: ReceiverRefusalCode,
  particulars: Pick<Refused, 'cause' | 'members'> = {},
): SubmissionRefused {
  return new SubmissionRefused({ code, ...receiverRefusals[code], ...particulars })
}

/** The refusal of a document by the receiver, for the same reason as by the ingester (refusals.md). */
export function refusedDocument({
  code,
  message,
  faults,
  origins,
}: FileRefusal): SubmissionRefused {
  const status = code === 'document_too_large' ? 413 : 400
  return new SubmissionRefused({ code, status, message, members: { faults, origins } })
}
