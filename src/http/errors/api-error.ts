import { type ErrorCode, errorCatalogue } from './catalogue.ts'

type Particulars = {
  /** Instead of the catalogue's message, when it depends on the request. */
  message?: string
  /** Further members of the body. */
  members?: Record<string, unknown>
  headers?: Record<string, string>
  /** Instead of the catalogue's, when it is that of another host. */
  status?: number
  cause?: unknown
}

/**
 * Thrown by whoever handles a request, to answer with an entry of the catalogue. It says nothing of where that was: a
 * trace that nobody reads took 6 of the 48 µs of an answer to an address of which nothing is. A cause has its own.
 */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: ErrorCode
  readonly status: number
  readonly members: Record<string, unknown>
  readonly headers: Record<string, string>

  constructor(code: ErrorCode, particulars: Particulars = {}) {
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    super(particulars.message ?? errorCatalogue[code].message, { cause: particulars.cause })
    Error.stackTraceLimit = stackTraceLimit
    this.code = code
    this.status = particulars.status ?? errorCatalogue[code].status
    this.members = particulars.members ?? {}
    this.headers = particulars.headers ?? {}
  }
}
