import { type LineWriter, lineWriter } from '../platform/log/line-writer.ts'
import type { Logger } from '../platform/log/log.ts'
import type { FinishedRequest } from './metrics/http-metrics.ts'
import type { RequestKind } from './metrics/request-series.ts'

/** What the log shows of a path; the rest is noise of robots. */
const loggedPathLength = 300

/** Writes the line of a request, with its path as {@link loggedPath} gives it. */
export type RequestLine = (request: {
  bytes: number | null
  requestId: string
  path: string
  seconds: number
}) => void

/** Writes the line of a request. */
export function logRequest(log: Logger, request: FinishedRequest): void {
  const { bytes, requestId, target, seconds } = request
  requestLineOf(log, request)({ bytes, requestId, path: loggedPath(target), seconds })
}

/** Of each log, the lines of each kind of request. */
const linesOfLogs = new WeakMap<Logger, Map<string, RequestLine>>()

/**
 * Writes the lines of all requests of a kind. There are as many kinds as methods that node knows, routes, statuses
 * and codes allow.
 */
export function requestLineOf(log: Logger, kind: RequestKind): RequestLine {
  const lines = linesOfLogs.get(log) ?? new Map<string, RequestLine>()
  if (lines.size === 0) linesOfLogs.set(log, lines)
  const { method, route, status, errorCode } = kind
  const key = `${method} ${route} ${status} ${errorCode}`
  const known = lines.get(key)
  if (known !== undefined) return known
  const common = { method, route, status, errorCode }
  const line = lineBy(lineWriter(log, levelOf(kind), common, 'request'))
  lines.set(key, line)
  return line
}

function lineBy(write: LineWriter): RequestLine {
  return ({ bytes, requestId, path, seconds }) => {
    // no id has characters that JSON escapes (`requestIdOf`)
    const id = `"${requestId}"`
    write(`,"bytes":${bytes},"requestId":${id},"path":${path},"ms":${round(seconds * 1000)}`)
  }
}

/**
 * The path of a target, as JSON. Not the path that was routed by: whoever reads the log looks for what was asked, but
 * for the query, which may name what nobody else should know.
 */
export function loggedPath(target: string | null): string {
  if (target === null) return 'null'
  const end = target.indexOf('?')
  const path = end === -1 ? target : target.slice(0, end)
  return JSON.stringify(path.slice(0, loggedPathLength))
}

/** They ask every few seconds and have nothing to tell as long as all is well. */
const probes = new Set(['healthz', 'readyz', 'metricsPort', 'receiverHealth'])

function levelOf({ status, route }: RequestKind) {
  if (status >= 500) return 'warn'
  return status < 400 && route !== undefined && probes.has(route) ? 'debug' : 'info'
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100
}
