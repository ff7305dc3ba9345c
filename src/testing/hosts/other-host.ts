import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import {
  createServer as createTcpServer,
  type AddressInfo,
  type Server,
  type Socket,
} from 'node:net'

/** A host on this machine that things are fetched from. */
export type OtherHost = AsyncDisposable & {
  port: number
  /** `http://127.0.0.1:<port>` */
  base: string
  /** What it was asked for, in this order. */
  requests: IncomingMessage[]
  /** Connections that are open. */
  connections: () => number
  /** Ends all of them. */
  cut: () => void
}

/** A host that speaks HTTP as it should. */
export function startOtherHost(answer: RequestListener): Promise<OtherHost> {
  const requests: IncomingMessage[] = []
  const server = createServer((request, response) => {
    requests.push(request)
    answer(request, response)
  })
  return listening(server, requests)
}

/** A host that says whatever it likes to everybody who has said something. */
export function startRawHost(talk: (socket: Socket) => void): Promise<OtherHost> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => talk(socket))
  })
  return listening(server, [])
}

async function listening(server: Server, requests: IncomingMessage[]): Promise<OtherHost> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port,
    base: `http://127.0.0.1:${port}`,
    requests,
    connections: () => sockets.size,
    cut,
    [Symbol.asyncDispose]: async () => {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}
