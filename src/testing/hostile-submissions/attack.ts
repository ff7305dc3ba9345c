import { setTimeout as sleep } from 'node:timers/promises'
import { type RawAnswer, RawConnection } from '../http/raw-connection.ts'
import type { HostileRequest } from './hostile-request.ts'

const foreseen = new Set([
  100, 204, 301, 400, 401, 403, 404, 405, 408, 413, 415, 417, 431, 503, 507,
])

/** Requests that store nothing may well be answered with 200. */
const harmless = new Set(['GET', 'HEAD', 'OPTIONS'])

/** What no answer tells: where the program lies, how it is built, what it is asked to keep to itself. */
const leaks = /\bat .*\.[jt]s\b|node:|\/tmp\/|\/incoming\/|Error:|select |secret/

/** How long somebody waits for an answer who has no right to one, in milliseconds. */
const patienceMs = 150
const betweenPiecesMs = 3

/**
 * Sends one hostile request, and leaves.
 *
 * @param waitMs for the answer, when it takes the receiver a while to find out what it got
 * @returns what is wrong with what came back; undefined when nothing is
 */
export async function attack(
  url: string,
  { method, pieces, leaves }: HostileRequest,
  waitMs = patienceMs,
): Promise<string | undefined> {
  using connection = await RawConnection.open(url)
  const leaving = setTimeout(
    () => connection.socket.end(),
    waitMs + pieces.length * betweenPiecesMs,
  )
  using _leaving = { [Symbol.dispose]: () => clearTimeout(leaving) }
  for (const [index, piece] of pieces.entries()) {
    if (index > 0) await sleep(betweenPiecesMs)
    connection.send(piece)
  }
  const hasBody = method !== 'HEAD'
  let answer = await connection.answer({ hasBody })
  // it may be one of several; the last one counts as much as the first
  while (answer?.status === 100) answer = await connection.answer({ hasBody })
  if (leaves === 'resetting') connection.socket.resetAndDestroy()
  return answer === undefined ? undefined : complaintAbout(answer, method)
}

function complaintAbout({ status, body }: RawAnswer, method: string): string | undefined {
  const isForeseen = foreseen.has(status) || (status === 200 && harmless.has(method))
  if (!isForeseen) return `${method} was answered with ${status}: ${body.slice(0, 300)}`
  const leak = leaks.exec(body)
  return leak === null ? undefined : `an answer tells ${leak[0]}`
}
