import { type ErrorCode, errorCatalogue } from './catalogue.ts'

type Particulars = {
  /** Instead of the catalogue's message, when it depends on the request. */
  message?: string
  /** Further members of the body. */
  members?: Record<string, unknown>
  headers?: Record<string, string>
  cause?: unknown
}

/** Thrown by whoever handles a request, to answer with an entry of the catalogue. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: ErrorCode
  readonly members: Record<string, unknown>
  readonly headers: Record<string, string>

  constructor(code: ErrorCode, particulars: Particulars = {}) {
    super(particulars.message ?? errorCatalogue[code].message, { cause: particulars.cause })
    this.code = code
    this.members = particulars.members ?? {}
    this.headers = particulars.headers ?? {}
  }
}
