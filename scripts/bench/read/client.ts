import { Agent, get } from 'node:http'
import { gunzipSync } from 'node:zlib'

/** An answer, and how long it took from asking to its last byte. */
export type Answer = {
  ms: number
  /** Of the body as it was sent, compressed when the server did so. */
  bytes: number
  json: unknown
}

/** A client that keeps its connection, takes gzip as browsers do, and asks one thing after the other. */
export type Client = Disposable & { get: (path: string) => Promise<Answer> }

/** @throws Error when an answer is no result: measuring how fast nothing is found would flatter. */
export function openClient(base: string): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  return {
    get: async (path) => {
      const startedMs = performance.now()
      const { status, isPacked, body } = await receive(`${base}${path}`, agent)
      const ms = performance.now() - startedMs
      const text = (isPacked ? gunzipSync(body) : body).toString('utf8')
      if (status !== 200 || text.startsWith('{"error"')) {
        throw new Error(`GET ${path}: ${status} ${text.slice(0, 200)}`)
      }
      return { ms, bytes: body.length, json: JSON.parse(text) }
    },
    [Symbol.dispose]: () => agent.destroy(),
  }
}

type Received = { status: number | undefined; isPacked: boolean; body: Buffer }

function receive(url: string, agent: Agent): Promise<Received> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent, headers: { 'Accept-Encoding': 'gzip' } }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const isPacked = response.headers['content-encoding'] === 'gzip'
        resolve({ status: response.statusCode, isPacked, body: Buffer.concat(chunks) })
      })
    })
    request.on('error', reject)
  })
}
