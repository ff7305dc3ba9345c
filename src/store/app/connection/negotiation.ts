import { once } from 'node:events'
import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { connect as connectTls, type ConnectionOptions } from 'node:tls'

/** Where a server listens: a TCP port of a host, or the socket of that number in a folder. */
export type Endpoint = { host: string; port: number }

/** `SSLRequest` of PostgreSQL's protocol: length, then a number that is no version. */
const sslRequest = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f])

/**
 * A connection on which nothing has been said yet. The driver opens its own; this one is for what it
 * cannot do: ask whether there is TLS, and cancel a statement.
 *
 * @throws the error of the system, or the signal's reason
 */
export async function openSocket({ host, port }: Endpoint, signal: AbortSignal): Promise<Socket> {
  const socket = host.startsWith('/')
    ? connectTcp({ path: `${host}/.s.PGSQL.${port}` })
    : connectTcp({ host, port })
  signal.addEventListener('abort', () => socket.destroy(signal.reason), { once: true })
  await once(socket, 'connect')
  return socket
}

/**
 * Asks the server for TLS; true when it agrees and waits for the handshake.
 *
 * @throws Error when it says something else, or nothing
 */
export async function agreesToTls(socket: Socket): Promise<boolean> {
  const closed = once(socket, 'close').then(() => {
    throw new Error('Connection terminated unexpectedly')
  })
  closed.catch(() => {})
  const replied = once(socket, 'data')
  socket.write(sslRequest)
  const [reply] = (await Promise.race([replied, closed])) as [Buffer]
  socket.pause()
  // a byte more was put in by somebody between us and the server
  if (reply.equals(Buffer.from('S'))) return true
  if (reply.equals(Buffer.from('N'))) return false
  throw new Error('There was an error establishing an SSL connection')
}

/** Encrypts an open connection. */
export async function encrypt(
  socket: Socket,
  { host }: Endpoint,
  options: ConnectionOptions,
): Promise<Socket> {
  const name = isIP(host) === 0 ? { servername: host } : {}
  const secure = connectTls({ socket, host, ...name, ...options })
  await once(secure, 'secureConnect')
  return secure
}
