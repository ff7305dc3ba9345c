import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { version } from '../process/version.ts'
import { allowedUrl, checkedUrl } from './checked-url.ts'
import { decodeBody } from './decode-body.ts'
import { FetchError } from './fetch-error.ts'
import { fetchFailure } from './fetch-failure.ts'
import { defaultFetchLimits, type FetchLimits } from './fetch-limits.ts'
import type { FetchMetrics } from './fetch-metrics.ts'
import { FetchWatch } from './fetch-watch.ts'
import { type FinalAnswer, followRedirects } from './follow-redirects.ts'
import type { HostRule } from './host-rules.ts'
import { atMost, bytesInTime, untilAborted } from './limit-bytes.ts'
import { askNameServers, resolveHost, type ResolveName } from './resolve-host.ts'
import { sendRequest } from './send-request.ts'

export type GuardedClientOptions = {
  /** From where anything may be fetched; nowhere else, by redirect neither. */
  hosts: readonly HostRule[]
  metrics: FetchMetrics
  limits?: Partial<FetchLimits>
  /** For tests: hosts of the rules may lie on this machine. */
  allowLoopback?: boolean
  /** Hosts of the rules may have private addresses; only where whoever runs the program chose all of them. */
  allowPrivate?: boolean
  resolveName?: ResolveName
  /** In PEM form, instead of the authorities that Node trusts. */
  authorities?: string
}

export type FetchOptions = {
  /** What it is for: a label of metrics. */
  purpose: string
  /** Ends the fetch when nobody wants it any more, the body included. */
  signal?: AbortSignal | undefined
  /** `GET` by default. Only that follows redirects: what else is sent goes to one host alone. */
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: Uint8Array
  /** Of the body, less than the client takes otherwise. */
  maxBytes?: number
}

/** The head of an answer, whatever its status, and its body while it comes. */
export type FetchedAnswer = Disposable & {
  status: number
  headers: IncomingHttpHeaders
  /** Of the body, in bytes, as the host says it; null when it says nothing, or says it of the packed body. */
  length: number | null
  /**
   * The body, unpacked, taken from the host as fast as it is used; to be read once. Throws FetchError.
   * Whoever does not read it to its end disposes of the answer.
   */
  body: AsyncIterable<Buffer>
}

/** Fetches from other hosts, at addresses that strangers may have chosen. */
export type GuardedClient = {
  /** The address, in the one spelling by which a cache can know it; null when it may not be fetched from. */
  allowed: (url: string) => URL | null
  /** @throws FetchError */
  fetch: (url: string, options: FetchOptions) => Promise<FetchedAnswer>
}

/** What a fetch works with. */
type Setting = GuardedClientOptions & { limits: FetchLimits; signal: AbortSignal }

const usualHeaders = {
  'User-Agent': `treeline/${version}`,
  Accept: '*/*',
  'Accept-Encoding': 'gzip',
}

/**
 * The only way to other hosts. An address is parsed once and must be among the rules; its name is
 * resolved once, every address behind it must be public, and the connection goes to these alone; the
 * same holds for each step of a redirect. Size, time and number of fetches at once are bounded. Neither
 * cookies nor credentials nor proxy settings of the environment take part (api-misc.md 10, 17).
 */
export function createGuardedClient(options: GuardedClientOptions): GuardedClient {
  const granted = { ...defaultFetchLimits, ...options.limits }
  let underWay = 0
  const enter = () => {
    underWay += 1
    if (underWay <= granted.atOnce) return
    throw new FetchError('too_many_fetches', `${granted.atOnce} fetches are under way already`)
  }
  return {
    allowed: (url) => allowedOrNull(url, options.hosts),
    fetch: async (url, wish) => {
      const leave = () => {
        underWay -= 1
      }
      const maxBytes = Math.min(granted.maxBytes, wish.maxBytes ?? Infinity)
      const limits = { ...granted, maxBytes }
      const watch = new FetchWatch(options.metrics, wish.purpose, leave)
      const ending = new AbortController()
      const signals = [ending.signal, AbortSignal.timeout(limits.wholeMs), wish.signal]
      const signal = AbortSignal.any(signals.filter((one) => one !== undefined))
      try {
        enter()
        const { answer } = await ask(url, wish, { ...options, limits, signal })
        return {
          ...describe(answer, limits),
          body: watch.watched(bodyOf(answer, limits, signal)),
          [Symbol.dispose]: () => {
            ending.abort()
            watch.end('cancelled')
          },
        }
      } catch (error) {
        const failure = fetchFailure(error, signal)
        ending.abort()
        watch.end(failure.problem)
        throw failure
      }
    },
  }
}

function allowedOrNull(url: string, hosts: readonly HostRule[]): URL | null {
  try {
    return checkedUrl(url, hosts)
  } catch {
    return null
  }
}

function ask(
  url: string,
  { method = 'GET', headers, body }: FetchOptions,
  {
    limits,
    signal,
    hosts,
    authorities,
    allowLoopback = false,
    allowPrivate = false,
    resolveName = askNameServers(),
  }: Setting,
): Promise<FinalAnswer> {
  const request = { method, headers: { ...usualHeaders, ...headers }, ...(body && { body }) }
  const send = async (target: URL): Promise<IncomingMessage> => {
    const rules = { allowLoopback, allowPrivate, resolveName, withinMs: limits.connectMs }
    const addresses = await resolveHost(target.hostname, rules, signal)
    return sendRequest(target, request, { addresses, limits, signal, authorities })
  }
  const maxRedirects = method === 'GET' ? limits.maxRedirects : 0
  return followRedirects(checkedUrl(url, hosts), maxRedirects, send, (next) =>
    allowedUrl(next, hosts),
  )
}

/** @throws FetchError `too_large` when the host says so beforehand */
function describe(
  { statusCode = 0, headers }: IncomingMessage,
  { maxBytes }: FetchLimits,
): Pick<FetchedAnswer, 'status' | 'headers' | 'length'> {
  const length = headers['content-length'] === undefined ? null : Number(headers['content-length'])
  if (length !== null && length > maxBytes) {
    throw new FetchError('too_large', `a body has more than ${maxBytes} bytes`)
  }
  const isPlain = headers['content-encoding'] === undefined
  return { status: statusCode, headers, length: isPlain ? length : null }
}

function bodyOf(
  answer: IncomingMessage,
  { idleMs, maxBytes }: FetchLimits,
  signal: AbortSignal,
): AsyncIterable<Buffer> {
  const packed = atMost(bytesInTime(answer, idleMs, signal), maxBytes)
  const unpacked = decodeBody(packed, answer.headers['content-encoding'])
  return atMost(untilAborted(unpacked, signal), maxBytes)
}
