import { refusalCodes } from '../ingest/documents/refusal.ts'
import { spoolRefusalCodes } from '../ingest/spool/reason.ts'

/** What the receiver refuses for reasons that lie outside the document; docs/submitting.md has the cures. */
export const receiverRefusals = {
  authentication_failed: {
    status: 401,
    message: 'A valid token is needed in the header Authorization: Bearer <JWT>',
  },
  origin_not_allowed: {
    status: 403,
    message: 'The token may not submit items of these origins',
  },
  missing_id: { status: 400, message: 'The parameter id is missing' },
  empty_id: { status: 400, message: 'Empty id' },
  invalid_id: { status: 400, message: 'Invalid id' },
  unknown_coding: {
    status: 415,
    message: 'The body may be packed with gzip or zstd, and once',
  },
  damaged_body: { status: 400, message: 'The body is not packed as Content-Encoding says' },
  body_broken_off: { status: 400, message: 'The body ended early' },
  body_too_slow: { status: 408, message: 'The body came too slowly' },
  too_many_submissions: {
    status: 503,
    message: 'Too many submissions are being received, please send it again',
  },
  spool_full: {
    status: 503,
    message: 'Too many submissions wait to be stored, please send it again',
  },
  disk_full: {
    status: 507,
    message: 'There is no room to keep the submission, please send it again',
  },
  not_kept: {
    status: 503,
    message: 'The submission could not be kept, please send it again',
  },
  receipt_unavailable: {
    status: 503,
    message: 'What became of the submission cannot be seen now, please ask again',
  },
} as const satisfies Record<string, { status: number; message: string }>

export type ReceiverRefusalCode = keyof typeof receiverRefusals

/** Every code that an answer of the receiver can have, for metrics and documentation. */
export const submissionRefusalCodes = [
  ...Object.keys(receiverRefusals),
  ...Object.keys(refusalCodes),
  ...Object.keys(spoolRefusalCodes),
]

/** How long a submitter should wait before it sends a submission again, in seconds. */
export const retryAfterSeconds = 10
