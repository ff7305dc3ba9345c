import { percentile } from '../../percentile.ts'
import { type Connection, openConnection } from './connection.ts'
import type { Answered, LoadOrder, LoadResult, Times } from './load-order.ts'

const tickMs = 1

/** Asks what is ordered, and sums up. */
export async function runOrder(order: LoadOrder): Promise<LoadResult> {
  const connections = Array.from({ length: order.connections }, () => openConnection(order.port))
  const cpuBefore = process.cpuUsage()
  const startedMs = performance.now()
  const next = requestsOf(order, startedMs + order.ms)
  const answers =
    order.rate === undefined ? asMayBe(connections, next) : atRate(connections, next, order)
  const answered = await answers
  const seconds = (performance.now() - startedMs) / 1000
  const { user, system } = process.cpuUsage(cpuBefore)
  for (const connection of connections) connection.close()
  return {
    answers: answered.length,
    perSecond: answered.length / seconds,
    times: timesOf(answered.map(({ ms }) => ms)),
    statuses: countBy(answered.map(({ status }) => status)),
    clientBusy: (user + system) / 1e6 / seconds,
    each: order.mode === 'each' ? answered : [],
  }
}

/** What to ask next; undefined when there is nothing any more, or no time. */
function requestsOf({ requests, mode }: LoadOrder, untilMs: number): () => string | undefined {
  let number = 0
  return () => {
    if (performance.now() >= untilMs) return undefined
    if (mode === 'each' && number >= requests.length) return undefined
    return requests[number++ % requests.length]
  }
}

/** Each connection asks as soon as it was answered. */
async function asMayBe(
  connections: readonly Connection[],
  next: () => string | undefined,
): Promise<Answered[]> {
  const answered: Answered[] = []
  let number = 0
  const ask = (connection: Connection, done: () => void) => {
    const request = next()
    if (request === undefined) return done()
    const place = number++
    connection.ask(request, performance.now(), (answer) => {
      answered[place] = answer
      ask(connection, done)
    })
  }
  await Promise.all(
    connections.map((connection) => new Promise<void>((done) => ask(connection, done))),
  )
  return answered
}

/** Requests are due at a rate; one that finds no free connection waits, and its time counts from when it was due. */
function atRate(
  connections: readonly Connection[],
  next: () => string | undefined,
  { rate = 1 }: LoadOrder,
): Promise<Answered[]> {
  const answered: Answered[] = []
  const free = [...connections]
  const due: { request: string; dueMs: number }[] = []
  const startedMs = performance.now()
  let [made, isOver] = [0, false]
  return new Promise((resolve) => {
    const send = () => {
      while (due.length > 0) {
        const connection = free.pop()
        if (connection === undefined) return
        const [first] = due.splice(0, 1)
        if (first === undefined) return
        connection.ask(first.request, first.dueMs, (answer) => {
          answered.push(answer)
          free.push(connection)
          send()
        })
      }
      if (isOver && free.length === connections.length) resolve(answered)
    }
    const timer = setInterval(() => {
      const nowMs = performance.now()
      while (made < ((nowMs - startedMs) / 1000) * rate) {
        const request = next()
        if (request === undefined) {
          isOver = true
          clearInterval(timer)
          break
        }
        made += 1
        due.push({ request, dueMs: nowMs })
      }
      send()
    }, tickMs)
  })
}

function timesOf(ms: readonly number[]): Times {
  const [p50, p95, p99] = [percentile(ms, 50), percentile(ms, 95), percentile(ms, 99)]
  return { p50, p95, p99, max: percentile(ms, 100) }
}

function countBy(statuses: readonly number[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const status of statuses) counts[status] = (counts[status] ?? 0) + 1
  return counts
}
