import { once } from 'node:events'
import { Agent, type IncomingHttpHeaders, request } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { pino } from 'pino'
import { type RunningServer, startHttpServer } from '../../http/server/http-server.ts'
import { appWithoutDatabase, type TestApp } from './app-without-database.ts'

/** An answer as it came. */
export type Given = { status: number | undefined; headers: IncomingHttpHeaders; body: Buffer }

/** What is noted of a request: its line in the log, and what is counted, but for what differs each time. */
type Noted = [line: Record<string, unknown>, counted: Record<string, number>]

/** One application behind two servers, of which one has its door, to compare what they answer. */
export type DoorAndFramework = AsyncDisposable & {
  tested: TestApp
  withDoor: RunningServer
  withoutDoor: RunningServer
  /** Asks on a connection that stays, as those of browsers and proxies do. */
  ask: (
    server: RunningServer,
    target: string,
    headers?: Record<string, string>,
    method?: string,
    body?: string,
  ) => Promise<Given>
  /** How many requests the framework behind the door has seen. */
  readonly seenByFramework: number
  /** What is noted meanwhile. */
  noted: (work: () => Promise<unknown>) => Promise<Noted>
}

/** Starts both. */
export async function startDoorAndFramework(
  dependencies: Omit<Parameters<typeof appWithoutDatabase>[0] & object, 'log'>,
): Promise<DoorAndFramework> {
  const lines: string[] = []
  const log = pino({ base: null }, { write: (line: string) => void lines.push(line) })
  const tested = appWithoutDatabase({ ...dependencies, log })
  const agent = new Agent({ keepAlive: true })
  const local = { host: '127.0.0.1', port: 0 }
  let seen = 0
  const behindDoor: Pick<typeof tested.app, 'fetch'> = {
    fetch: (...asked) => {
      seen += 1
      return tested.app.fetch(...asked)
    },
  }
  const withDoor = await startHttpServer(behindDoor, { ...local, door: tested.door })
  const withoutDoor = await startHttpServer(tested.app, local)
  return {
    tested,
    withDoor,
    withoutDoor,
    get seenByFramework() {
      return seen
    },
    ask: async ({ url }, target, headers = {}, method = 'GET', body = undefined) => {
      // not as a whole address, which would be read and written anew
      const { hostname, port } = new URL(url)
      const asked = request({ hostname, port, path: target, method, headers, agent })
      asked.end(body)
      const [answer] = await once(asked, 'response')
      return { status: answer.statusCode, headers: answer.headers, body: await buffer(answer) }
    },
    noted: async (work) => {
      const before = await counted(tested)
      lines.length = 0
      await work()
      const line = JSON.parse(lines.at(-1) ?? '') as Record<string, unknown>
      const changes = Object.entries(await counted(tested))
        .map(([name, value]) => [name, value - (before[name] ?? 0)] as const)
        .filter(([, change]) => change !== 0)
      return [{ ...line, time: 0, ms: 0, requestId: '' }, Object.fromEntries(changes)]
    },
    [Symbol.asyncDispose]: async () => {
      agent.destroy()
      await Promise.all([withDoor.close(0), withoutDoor.close(0)])
    },
  }
}

/** What differs from one answer to the next: who asked, when, and where the answer came from. */
const momentary = new Set(['date', 'server-timing', 'x-data-as-of', 'x-request-id'])

/** What of an answer must be the same. */
export function lasting({ status, headers, body }: Given) {
  const kept = Object.entries(headers).filter(([name]) => !momentary.has(name))
  return { status, headers: Object.fromEntries(kept), body: body.toString('base64') }
}

async function counted({ registry }: TestApp): Promise<Record<string, number>> {
  const text = await registry.metrics()
  const found = text.matchAll(/^((?:django_http|treeline_http)\S*(?:\{.*\})?) (\S+)$/gm)
  const values = [...found].map(([, name = '', value]) => [name, Number(value)] as const)
  // how long it took is another each time
  return Object.fromEntries(values.filter(([name]) => !/latency.*(?:_sum|_bucket)/.test(name)))
}
