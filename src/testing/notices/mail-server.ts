import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerAddress, type SMTPServerDataStream } from 'smtp-server'
import type { SmtpConfig } from '../../config/mail-config.ts'

/** A mail that the server said it has. */
export type TakenMail = { to: string[]; message: string; messageId: string }

/** How the server behaves; changed while it runs. */
export type Behaviour = {
  /** Before the greeting. */
  connection?: () => void
  /** An answer to a recipient that is refused: 4xx for now, 5xx for good. */
  recipient?: (address: string) => string | undefined
  /** Before the message. */
  data?: () => void
  /** After the whole message: an answer, or what it does instead of one. */
  message?: (mail: TakenMail) => Reaction | Promise<Reaction>
}
type Reaction = string | 'hang' | 'die' | 'take and die' | undefined

/** A real SMTP server on this machine. */
export type MailServer = AsyncDisposable & {
  taken: TakenMail[]
  behaviour: Behaviour
  /** Settings with which it is reached. */
  config: SmtpConfig
}

export async function startMailServer(port = 0): Promise<MailServer> {
  const taken: TakenMail[] = []
  const mail: Pick<MailServer, 'behaviour'> = { behaviour: {} }
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    closeTimeout: 100,
    onConnect: (_session, done) => {
      mail.behaviour.connection?.()
      done()
    },
    onRcptTo: ({ address }, _session, done) => {
      const answer = mail.behaviour.recipient?.(address)
      done(answer === undefined ? null : smtpError(answer))
    },
    onData: async (stream, session, done) => {
      mail.behaviour.data?.()
      // a client that is killed in the middle of a mail has sent none
      const got = await takenMail(stream, session.envelope.rcptTo).catch(() => undefined)
      if (got === undefined) return
      const reaction = await mail.behaviour.message?.(got)
      if (reaction === undefined || reaction === 'take and die') taken.push(got)
      if (reaction === 'hang') return
      if (reaction === 'die' || reaction === 'take and die') return void cut(server)
      done(reaction === undefined ? null : smtpError(reaction))
    },
  })
  // what clients do that go away
  server.on('error', () => {})
  server.listen(port, '127.0.0.1')
  await once(server.server, 'listening')
  const { port: own } = server.server.address() as AddressInfo
  return Object.assign(mail, {
    taken,
    config: {
      kind: 'smtp',
      host: '127.0.0.1',
      port: own,
      encryption: 'none',
      login: null,
      timeoutMs: 1_000,
      connections: 2,
      perMinute: 100_000,
    } satisfies SmtpConfig,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        cut(server)
        server.close(() => resolve())
      }),
  })
}

function smtpError(answer: string): Error {
  const [, code = '550', text = ''] = /^(\d{3})\s*(.*)$/s.exec(answer) ?? []
  return Object.assign(new Error(text), { responseCode: Number(code) })
}

async function takenMail(
  stream: SMTPServerDataStream,
  recipients: readonly SMTPServerAddress[],
): Promise<TakenMail> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  const message = Buffer.concat(chunks).toString('utf8')
  const messageId = /^message-id:\s*(<[^>]*>)/im.exec(message)?.[1] ?? ''
  return { to: recipients.map(({ address }) => address), message, messageId }
}

/** Ends every connection without a word. */
function cut(server: SMTPServer): void {
  for (const connection of server.connections) connection._socket.destroy()
}
