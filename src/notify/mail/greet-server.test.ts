import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { expect, it } from 'vitest'
import type { SmtpConfig } from '../../config/mail-config.ts'
import { testCertificates } from '../../testing/hosts/test-certificates.ts'
import { greetServer as greet } from './greet-server.ts'

const config = {
  kind: 'smtp',
  host: '127.0.0.1',
  port: 1,
  encryption: 'none',
  login: null,
  timeoutMs: 20_000,
  connections: 1,
  perMinute: 1,
} satisfies SmtpConfig

const greetServer = (server: SmtpConfig, signal = new AbortController().signal) =>
  greet(server, signal)

type Server = AsyncDisposable & { port: number; mails: number }

/** A server that wants the password `right` of whoever logs in. */
async function startServer(options: SMTPServerOptions = {}): Promise<Server> {
  const counted = { mails: 0 }
  const server = new SMTPServer({
    cert: testCertificates.server,
    key: testCertificates.serverKey,
    authOptional: true,
    closeTimeout: 100,
    onAuth: ({ password }, _, done) =>
      password === 'right' ? done(null, { user: 'u' }) : done(new Error('Authentication failed')),
    onMailFrom: (_address, _session, done) => {
      counted.mails += 1
      done()
    },
    ...options,
  })
  server.on('error', () => {})
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  return Object.assign(counted, {
    port: (server.server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  })
}

it('connects and logs in, and sends nothing', async () => {
  await using server = await startServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
  })
  const { port } = server
  await greetServer({ ...config, port })
  await greetServer({ ...config, port, login: { user: 'u', password: 'right' } })
  expect(server.mails).toBe(0)
})

it('tells of a password that is not taken', async () => {
  await using server = await startServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
  })
  const login = { user: 'u', password: 'wrong' }
  await expect(greetServer({ ...config, port: server.port, login })).rejects.toThrow(
    'Authentication failed',
  )
})

it('logs in nowhere where encryption was asked for and is not offered', async () => {
  await using server = await startServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
  })
  const login = { user: 'u', password: 'right' }
  const asked = greetServer({ ...config, port: server.port, login, encryption: 'starttls' })
  await expect(asked).rejects.toThrow(/STARTTLS/)
})

it('tells of a certificate that nobody known has signed', async () => {
  await using server = await startServer()
  const asked = greetServer({ ...config, port: server.port, encryption: 'starttls' })
  await expect(asked).rejects.toThrow(/certificate/)
})

it('tells of a server that is not there, and of one that says nothing', async () => {
  await expect(greetServer(config)).rejects.toThrow('ECONNREFUSED')
  const silent = createServer().listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo
  await expect(greetServer({ ...config, port, timeoutMs: 200 })).rejects.toThrow(
    /greeting|timeout/i,
  )
  silent.close()
})

it('is given up at once when it is asked to end, and leaves no connection', async () => {
  const silent = createServer().listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo
  const stopping = new AbortController()
  const greeting = greetServer({ ...config, port }, stopping.signal)
  const [socket] = (await once(silent, 'connection')) as [Socket]
  stopping.abort(new Error('asked to end'))
  await expect(greeting).rejects.toThrow('asked to end')
  socket.resume()
  await once(socket, 'close')
  silent.close()
})
