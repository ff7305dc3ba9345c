import { AnswerLog } from './answer-log.ts'
import { atRate } from './at-rate.ts'
import { type Connection, openConnection } from './connection.ts'
import type { Answered, LoadOrder, LoadResult, Times } from './load-order.ts'

/** Asks what is ordered, and sums up. */
export async function runOrder(order: LoadOrder): Promise<LoadResult> {
  const connections = connectionsTo(order.port, order)
  const [log, each]: [AnswerLog, Answered[]] = [new AnswerLog(), []]
  const take = (answered: Answered, place: number) => {
    log.add(answered)
    if (order.mode === 'each') each[place] = answered
  }
  const cpuBefore = process.cpuUsage()
  const startedMs = performance.now()
  const next = requestsOf(order, startedMs + order.ms)
  const { rate } = order
  const [, beside] = await Promise.all([
    rate === undefined
      ? asMayBe(connections, next, take)
      : atRate(connections, next, { rate, take: (answered) => log.add(answered) }),
    askBeside(order, startedMs + order.ms),
  ])
  const seconds = (performance.now() - startedMs) / 1000
  const { user, system } = process.cpuUsage(cpuBefore)
  for (const connection of connections) connection.close()
  return {
    answers: log.answers,
    perSecond: log.answers / seconds,
    times: log.times,
    ready: log.readyTimes,
    made: log.made,
    beside,
    statuses: log.statuses,
    clientBusy: (user + system) / 1e6 / seconds,
    each,
  }
}

function connectionsTo(port: number, { connections }: LoadOrder): Connection[] {
  return Array.from({ length: connections }, () => openConnection(port))
}

/** Asks the other server meanwhile; null where there is none. */
async function askBeside(order: LoadOrder, untilMs: number): Promise<Times | null> {
  const { beside, rate } = order
  if (beside === undefined || rate === undefined) return null
  const connections = connectionsTo(beside.port, order)
  const log = new AnswerLog()
  const next = () => (performance.now() < untilMs ? beside.request : undefined)
  await atRate(connections, next, { rate, take: (answered) => log.add(answered) })
  for (const connection of connections) connection.close()
  return log.times
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
  take: (answered: Answered, place: number) => void,
): Promise<void> {
  let number = 0
  const ask = (connection: Connection, done: () => void) => {
    const request = next()
    if (request === undefined) return done()
    const place = number++
    connection.ask(request, performance.now(), (answer) => {
      take(answer, place)
      ask(connection, done)
    })
  }
  await Promise.all(
    connections.map((connection) => new Promise<void>((done) => ask(connection, done))),
  )
}
