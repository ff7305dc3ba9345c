import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { type Arrival, type Refusal, unreadArrival } from './arrival.ts'
import { pathOf, refusalOf } from './check-request.ts'
import { readSmallBody } from './small-body.ts'

/**
 * What answers requests, those included that the server wants refused: so every answer has the same
 * headers and is counted and logged in one place.
 */
export type RequestHandler = {
  fetch: (request: Request, env: { arrival: Arrival }) => Response | Promise<Response>
}

/** Answers what it knows, as the handler would, or says that the handler has to; some once it has their bodies. */
export type ServerDoor = {
  wantsBody: (incoming: IncomingMessage) => boolean
  answers: (incoming: IncomingMessage, outgoing: ServerResponse, body?: Buffer) => boolean
}

/** How to ask those for their bodies that wait for it. */
type Waiting = WeakMap<IncomingMessage, () => void>

type Handle = (incoming: IncomingMessage, outgoing: ServerResponse, refusal: Refusal | null) => void

type AnswerOptions = {
  /** Whether the handler asks for bodies itself. */
  watchesBodies: boolean
  door: ServerDoor | undefined
}

/**
 * Has the requests of a server answered: by the door where it can, else by the handler.
 *
 * @param refused gets each connection of which one request was refused; what follows on it is not read
 */
export function answerRequests(
  server: Server,
  refused: WeakSet<Socket>,
  handler: RequestHandler,
  { watchesBodies, door }: AnswerOptions,
): void {
  const waiting: Waiting = new WeakMap()
  const handle = handling(handler, refused, waiting)
  server.on('request', (incoming, outgoing) => {
    // node reads on what came with the last request that was wanted, or with one that is refused
    if (!incoming.socket.writable || refused.has(incoming.socket)) {
      // unread it would keep the connection, though its client has left
      incoming.resume()
      return
    }
    const refusal = refusalOf(incoming)
    const answer = (body?: Buffer) => {
      if (!door?.answers(incoming, outgoing, body)) handle(incoming, outgoing, null)
    }
    if (refusal !== null) handle(incoming, outgoing, refusal)
    else if (door?.wantsBody(incoming)) readSmallBody(incoming, answer)
    else answer()
  })
  server.on('checkContinue', (incoming, outgoing) => {
    if (watchesBodies) waiting.set(incoming, () => outgoing.writeContinue())
    else if (refusalOf(incoming) === null) outgoing.writeContinue()
    server.emit('request', incoming, outgoing)
  })
  // any other expectation, which `refusalOf` refuses
  server.on('checkExpectation', (incoming, outgoing) => server.emit('request', incoming, outgoing))
}

/** Gives requests to the handler, with what the server knows of each. */
function handling({ fetch }: RequestHandler, refused: WeakSet<Socket>, waiting: Waiting): Handle {
  const arrivals = new WeakMap<object, Arrival>()
  const listener = getRequestListener((request, { incoming }) =>
    fetch(request, { arrival: arrivals.get(incoming) ?? unreadArrival(null) }),
  )
  return (incoming, outgoing, refusal) => {
    arrivals.set(incoming, arrivalOf(incoming, refusal, waiting.get(incoming)))
    if (refusal !== null) {
      // who sends a request of two meanings may mean what follows as a part of it
      outgoing.setHeader('Connection', 'close')
      refused.add(incoming.socket)
    }
    // no answer depends on the name by which the client knows us
    incoming.headers.host = 'localhost'
    incoming.url = refusal === null ? (pathOf(incoming) ?? '/') : '/'
    void listener(incoming, outgoing)
  }
}

function arrivalOf(
  incoming: IncomingMessage,
  refusal: Refusal | null,
  wantBody = () => {},
): Arrival {
  const { method = null, url = null } = incoming
  // a body that is not wanted to its end must not end the connection before the answer
  const body = () => incoming.iterator({ destroyOnReturn: false })
  // to a client of HTTP/1.0 the end of the connection is that of the answer, unless it is reset
  const breakOff = () => incoming.socket.resetAndDestroy()
  return { method, target: url, refusal, wantBody, body, breakOff }
}
