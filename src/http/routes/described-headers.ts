import type { HttpApp } from '../http-app.ts'

const text = (description: string, more: { format?: string; example: string }) => {
  const { format, example } = more
  return { description, example, schema: { type: 'string' as const, ...(format && { format }) } }
}

/** What the head of answers says of them; how bodies are sent, and what browsers may do, is not described. */
const headers = {
  RequestId: {
    ...text('Names the request: the log has it under this id', { example: '0191e5c0-3a51-7f61' }),
    required: true,
  },
  ErrorCode: {
    ...text('A stable name for what went wrong', { example: 'invalid_parameter' }),
    required: true,
  },
  NothingCode: text('A stable name for what was not found, if so', { example: 'build_not_found' }),
  RetryAfter: text('Seconds after which to come back', { example: '5' }),
  Link: text('With `limit`: the address of what follows, `rel="next"`, unless nothing does', {
    example: '</api/tree/?limit=2&cursor=WzEsIl>; rel="next"',
  }),
  Tag: text('Names the answer; whoever sends it as `If-None-Match` gets 304 while it is the same', {
    example: 'W/"49C_dEhyEP0nMI8Ds8B5YC"',
  }),
  LastModified: text('When the answer was made', { example: 'Mon, 30 Nov 2026 18:56:58 GMT' }),
  DataAsOf: text('Every commit until then is in the answer, in UTC', {
    format: 'date-time',
    example: '2026-11-30T18:56:58.504Z',
  }),
  Age: text('Whole seconds since then', { example: '0' }),
  ServerTiming: text('Where the answer came from, or how long it took to be made', {
    example: 'made;dur=21.44',
  }),
}

const named = (name: keyof typeof headers) => ({ $ref: `#/components/headers/${name}` })

/** The header that every answer has. */
export const ofEvery = { 'X-Request-Id': named('RequestId') }

/** The headers of an error (docs/errors.md). */
export const ofError = { 'X-Error-Code': named('ErrorCode'), ...ofEvery }

/** The header of what may work a little later. */
export const retryAfter = { 'Retry-After': named('RetryAfter') }

/** The headers of an answer from the data: which it is, and how fresh (docs/client.md#fresh-answers). */
export const ofData = {
  ...ofEvery,
  ETag: named('Tag'),
  'Last-Modified': named('LastModified'),
  'X-Data-As-Of': named('DataAsOf'),
  Age: named('Age'),
  'Server-Timing': named('ServerTiming'),
}

/** The header of what may have found nothing. */
export const nothingCode = { 'X-Error-Code': named('NothingCode') }

/** The header of a list that may be had in parts. */
export const nextPart = { Link: named('Link') }

/** Puts each header into the OpenAPI document once, for all answers that name it. */
export function describeHeaders({ openAPIRegistry }: HttpApp): void {
  for (const [name, description] of Object.entries(headers)) {
    openAPIRegistry.registerComponent('headers', name, description)
  }
}
