import type { IncomingHttpHeaders } from 'node:http'
import { errorCode } from '../../platform/errors/error-code.ts'
import { FetchError } from '../../platform/guarded-fetch/fetch-error.ts'
import type { GuardedClient } from '../../platform/guarded-fetch/guarded-client.ts'
import type { ChannelAnswer } from './channel.ts'

export type JsonPost = {
  url: string
  /** A label of metrics. */
  purpose: string
  headers: Record<string, string>
  /** JSON, as it was signed. */
  body: string
  signal: AbortSignal
}

/** What the other side said. */
export type Posted = { status: number; headers: IncomingHttpHeaders; text: string }

/** What is read of an answer, in bytes: nothing but how long to wait matters in it. */
const answerBytesMax = 16_384

/** Sends JSON to where the operator wants it, and reads how that went. */
export async function postJson(
  client: Pick<GuardedClient, 'fetch'>,
  { url, purpose, headers, body, signal }: JsonPost,
  answered: (posted: Posted) => ChannelAnswer,
): Promise<ChannelAnswer> {
  try {
    using answer = await client.fetch(url, {
      method: 'POST',
      purpose,
      headers: { 'Content-Type': 'application/json', ...headers },
      body: Buffer.from(body),
      signal,
    })
    const { status } = answer
    return answered({ status, headers: answer.headers, text: await beginningOf(answer.body) })
  } catch (error) {
    if (!(error instanceof FetchError)) throw error
    return { kind: 'failed', problem: error.message, isAnswerLost: mayHaveArrived(error) }
  }
}

/** Whatever is wrong with the body, the status is known. */
async function beginningOf(body: AsyncIterable<Buffer>): Promise<string> {
  const read: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of body) {
      read.push(chunk)
      bytes += chunk.length
      if (bytes > answerBytesMax) break
    }
  } catch (error) {
    if (!(error instanceof FetchError)) throw error
  }
  return Buffer.concat(read).toString('utf8')
}

/** Codes of connections that broke when they had been made. */
const brokenCodes = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ETIMEDOUT', undefined])

function mayHaveArrived({ problem, cause }: FetchError): boolean {
  if (problem === 'unreachable') return brokenCodes.has(errorCode(cause))
  return ['timed_out', 'unreadable', 'cancelled', 'too_large'].includes(problem)
}
