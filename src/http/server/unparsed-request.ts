import type { Refusal } from './arrival.ts'

/** What node says of bytes that it cannot read as a request, in words for whoever sent them. */
const faults: Readonly<Record<string, string>> = {
  HPE_INVALID_METHOD: 'it does not begin with a method of HTTP',
  HPE_INVALID_URL: 'its address holds characters that must be percent-encoded',
  HPE_INVALID_CONSTANT:
    'its first line must be a method, an address and HTTP/1.1, one space between',
  HPE_INVALID_VERSION: 'its first line must end in HTTP/1.1 or HTTP/1.0, and in CR LF',
  HPE_INVALID_HEADER_TOKEN:
    'a header has a character that must not be there, or goes on in a new line',
  HPE_UNEXPECTED_SPACE: 'a header begins with a space',
  HPE_CR_EXPECTED: 'each line must end in CR LF',
  HPE_LF_EXPECTED: 'each line must end in CR LF',
  HPE_INVALID_CONTENT_LENGTH: 'the length of its body is no number',
  HPE_UNEXPECTED_CONTENT_LENGTH: 'the length of its body is given in two ways',
  HPE_INVALID_TRANSFER_ENCODING: 'a transfer coding must be chunked, with no length beside it',
  HPE_INVALID_CHUNK_SIZE: 'its body is not chunked as it must be',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'the chunks of its body have too long extensions',
  HPE_INVALID_EOF_STATE: 'it ended early',
}

/**
 * The refusal of what never became a request.
 *
 * @param code of the error that node gives to `clientError`
 * @returns null when there is nobody to tell: the connection itself failed
 */
export function refusalOfUnparsed(code: string | undefined): Refusal | null {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return { code: 'request_timeout' }
  if (code === 'HPE_HEADER_OVERFLOW') return { code: 'headers_too_large' }
  if (!code?.startsWith('HPE_')) return null
  const fault = faults[code]
  if (fault === undefined) return { code: 'unreadable_request' }
  return { code: 'unreadable_request', message: `The request is not readable as HTTP: ${fault}` }
}
