import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { createSecureContext, TLSSocket } from 'node:tls'
import { testCertificates } from '../hosts/test-certificates.ts'

/** Answers of PostgreSQL's protocol: "you are in", and a statement that found nothing. */
const welcome = Buffer.from('R\0\0\0\x08\0\0\0\0Z\0\0\0\x05I', 'latin1')
const noRows = Buffer.from('C\0\0\0\x0dSELECT 0\0Z\0\0\0\x05I', 'latin1')

export type WelcomingServer = AsyncDisposable & {
  port: number
  /** Of the connections that were let in, in their order: whether they were encrypted. */
  encrypted: boolean[]
}

export type WelcomingServerOptions = {
  /** Encrypts, with the certificate of {@link testCertificates}. */
  tls?: boolean
  /** What it does about the first statement after the settings of a session; nothing by default. */
  onStatement?: (socket: Socket) => void
}

/** Something that lets everybody in and has no data, for tests of what happens on the way there. */
export async function startWelcomingServer({
  tls = false,
  onStatement = () => {},
}: WelcomingServerOptions = {}): Promise<WelcomingServer> {
  const encrypted: boolean[] = []
  const server = createServer((socket) => {
    socket.on('error', () => {})
    void talk(socket).catch(() => {})
  })
  const talk = async (plain: Socket) => {
    let socket = plain
    const [first] = (await once(socket, 'data')) as [Buffer]
    if (first.length === 8) {
      socket.write(tls ? 'S' : 'N')
      if (tls) socket = encrypt(plain)
      await once(socket, 'data')
    }
    encrypted.push(socket instanceof TLSSocket)
    socket.write(welcome)
    const [statement] = (await once(socket, 'data')) as [Buffer]
    if (statement.includes('set_config')) {
      socket.write(noRows)
      await once(socket, 'data')
    }
    onStatement(socket)
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    encrypted,
    [Symbol.asyncDispose]: async () => void server.close(),
  }
}

function encrypt(socket: Socket): TLSSocket {
  const { server: cert, serverKey: key } = testCertificates
  const secure = new TLSSocket(socket, {
    isServer: true,
    secureContext: createSecureContext({ cert, key }),
  })
  secure.on('error', () => {})
  return secure
}
