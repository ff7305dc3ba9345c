import { Agent, request } from 'node:http'
import { gunzipSync } from 'node:zlib'
import type { Request } from './series/series.ts'

/** An answer, and how long it took from asking to its last byte. */
export type Answer = {
  ms: number
  /** Of the body as it was sent, compressed when the server did so. */
  bytes: number
  json: unknown
}

/** A client that keeps its connection, takes gzip as browsers do, and asks one thing after the other. */
export type Client = Disposable & { ask: (request: Request) => Promise<Answer> }

/** @throws Error when an answer is no result: measuring how fast nothing is found would flatter. */
export function openClient(base: string): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  return {
    ask: async (asked) => {
      const startedMs = performance.now()
      const { status, isPacked, body } = await receive(base, asked, agent)
      const ms = performance.now() - startedMs
      const text = (isPacked ? gunzipSync(body) : body).toString('utf8')
      if (status !== 200 || text.startsWith('{"error"')) {
        throw new Error(`${asked.path}: ${status} ${text.slice(0, 200)}`)
      }
      return { ms, bytes: body.length, json: JSON.parse(text) }
    },
    [Symbol.dispose]: () => agent.destroy(),
  }
}

type Received = { status: number | undefined; isPacked: boolean; body: Buffer }

function receive(base: string, { path, body }: Request, agent: Agent): Promise<Received> {
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST'
    const headers = { 'Accept-Encoding': 'gzip', 'Content-Type': 'application/json' }
    const asked = request(`${base}${path}`, { method, agent, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const isPacked = response.headers['content-encoding'] === 'gzip'
        resolve({ status: response.statusCode, isPacked, body: Buffer.concat(chunks) })
      })
    })
    asked.on('error', reject)
    asked.end(body === undefined ? undefined : JSON.stringify(body))
  })
}
