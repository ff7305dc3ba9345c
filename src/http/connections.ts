import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** The connections of a server. */
export type Connections = {
  /** Cuts those on which no request is in progress, whether or not one ever was. */
  closeUnused: () => void
}

/**
 * Keeps account of the requests on each connection. Node's own `closeIdleConnections` leaves those
 * open that have not sent a request yet: browsers keep such spare ones, and the end of the service
 * would wait for them.
 */
export function trackConnections(server: Server): Connections {
  const requests = new Map<Socket, number>()
  const add = (socket: Socket, change: 1 | -1) => {
    const count = requests.get(socket)
    if (count !== undefined) requests.set(socket, count + change)
  }
  server.on('connection', (socket) => {
    requests.set(socket, 0)
    socket.once('close', () => requests.delete(socket))
  })
  server.prependListener('request', ({ socket }, response) => {
    add(socket, 1)
    response.once('close', () => add(socket, -1))
  })
  return {
    closeUnused: () => {
      for (const [socket, count] of requests) if (count === 0) socket.destroy()
    },
  }
}
