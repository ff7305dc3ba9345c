import { Agent, get } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/** What somebody saw who asks again and again on one connection, which leads to one process. */
export type Sight = {
  asked: number
  failed: number
  wentBack: number
  tooOld: number
  newest: number
}

/** A commit, and when it had returned; in milliseconds since 1970. */
export type Commit = { number: number; at: number }

/**
 * Asks for a list that grows by one with each commit until the signal aborts. An answer goes back when it has less than
 * one before; it is too old when it lacks a commit of before the time until when it says that it has all.
 *
 * @param watched what is committed, and where it is noted what was seen
 */
export async function watchGrowing(
  url: string,
  watched: { commits: readonly Commit[]; sight: Sight },
  signal: AbortSignal,
): Promise<void> {
  const { commits, sight } = watched
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  while (!signal.aborted) {
    const { status, asOf, length } = await ask(url, agent)
    sight.asked += 1
    if (status >= 500 || status === 0) sight.failed += 1
    else {
      const due = commits.findLast(({ at }) => at < asOf)?.number ?? 0
      if (length < sight.newest) sight.wentBack += 1
      if (length < due) sight.tooOld += 1
      sight.newest = Math.max(sight.newest, length)
    }
    await sleep(3)
  }
  agent.destroy()
}

/** Of somebody who has not asked yet. */
export function nothingSeen(): Sight {
  return { asked: 0, failed: 0, wentBack: 0, tooOld: 0, newest: 0 }
}

type Seen = { status: number; asOf: number; length: number }

function ask(url: string, agent: Agent): Promise<Seen> {
  const { promise, resolve } = Promise.withResolvers<Seen>()
  const failed = () => resolve({ status: 0, asOf: 0, length: 0 })
  get(url, { agent }, (answer) => {
    let text = ''
    answer.setEncoding('utf8').on('data', (piece: string) => (text += piece))
    answer.on('error', failed).on('end', () => {
      const list = JSON.parse(text) as unknown
      resolve({
        status: answer.statusCode ?? 0,
        asOf: Date.parse(String(answer.headers['x-data-as-of'])),
        length: Array.isArray(list) ? list.length : 0,
      })
    })
  }).on('error', failed)
  return promise
}
