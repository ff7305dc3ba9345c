import { atRate } from './at-rate.ts'
import { type Connection, openConnection } from './connection.ts'
import type { Answered, LoadOrder, LoadResult } from './load-order.ts'
import { timesOf } from './times-of.ts'

/** Asks what is ordered, and sums up. */
export async function runOrder(order: LoadOrder): Promise<LoadResult> {
  const connections = connectionsTo(order.port, order)
  const cpuBefore = process.cpuUsage()
  const startedMs = performance.now()
  const next = requestsOf(order, startedMs + order.ms)
  const { rate } = order
  const answers = rate === undefined ? asMayBe(connections, next) : atRate(connections, next, rate)
  const [answered, beside] = await Promise.all([answers, askBeside(order, startedMs + order.ms)])
  const seconds = (performance.now() - startedMs) / 1000
  const { user, system } = process.cpuUsage(cpuBefore)
  for (const connection of connections) connection.close()
  return {
    answers: answered.length,
    perSecond: answered.length / seconds,
    times: timesOf(answered),
    ready: timesOf(answered.filter(({ isMade }) => !isMade)),
    made: answered.filter(({ isMade }) => isMade).length,
    beside: beside && timesOf(beside),
    statuses: countBy(answered.map(({ status }) => status)),
    clientBusy: (user + system) / 1e6 / seconds,
    each: order.mode === 'each' ? answered : [],
  }
}

function connectionsTo(port: number, { connections }: LoadOrder): Connection[] {
  return Array.from({ length: connections }, () => openConnection(port))
}

/** Asks the other server meanwhile; null where there is none. */
async function askBeside(order: LoadOrder, untilMs: number): Promise<Answered[] | null> {
  const { beside, rate } = order
  if (beside === undefined || rate === undefined) return null
  const connections = connectionsTo(beside.port, order)
  const next = () => (performance.now() < untilMs ? beside.request : undefined)
  const answered = await atRate(connections, next, rate)
  for (const connection of connections) connection.close()
  return answered
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

function countBy(statuses: readonly number[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const status of statuses) counts[status] = (counts[status] ?? 0) + 1
  return counts
}
