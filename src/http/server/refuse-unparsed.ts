import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { answerBytes } from './answer-bytes.ts'
import type { RequestHandler } from './answer-requests.ts'
import { type Arrival, type Refusal, unreadArrival } from './arrival.ts'
import type { Connections } from './connections.ts'
import { refusalOfUnparsed } from './unparsed-request.ts'

const notForProxies: Refusal = {
  code: 'connect_refused',
  headers: { Allow: 'GET, HEAD, POST, OPTIONS' },
}

/**
 * Answers what node could not make a request of, and `CONNECT`, for which node makes no answer.
 *
 * @param refused gets each connection that was answered so; it is answered once
 */
export function refuseUnparsed(
  server: Server,
  refused: WeakSet<Socket>,
  connections: Connections,
  { fetch }: RequestHandler,
): void {
  const refuse = (socket: Socket, arrival: Arrival) => {
    // each further byte is an error to node
    if (refused.has(socket)) return
    refused.add(socket)
    // of a connection that node gave out of its hands an error would end the program
    socket.on('error', () => {})
    const answer = async () =>
      answerBytes(await fetch(new Request('http://localhost/'), { arrival }))
    void connections.answerLast(socket, answer).catch(() => socket.destroy())
  }
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    const refusal = refusalOfUnparsed(error.code)
    if (refusal === null) socket.destroy()
    // a spare connection on which nothing was asked is no slow request
    else if (refusal.code === 'request_timeout' && socket.bytesRead === 0) return
    else refuse(socket, unreadArrival(refusal))
  })
  server.on('connect', ({ method = null, url = null }, socket) => {
    refuse(socket as Socket, { ...unreadArrival(notForProxies), method, target: url })
  })
}
