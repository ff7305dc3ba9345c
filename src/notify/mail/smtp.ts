import { createTransport, type Transporter } from 'nodemailer'
import type { SmtpConfig } from '../../config/mail-config.ts'
import { composeMessage } from './compose.ts'
import { failedAttempt, refusals } from './smtp-answers.ts'
import type { Attempt, Envelope, Mail, MailWay } from './mail.ts'
import { smtpOptions } from './smtp-options.ts'

/** Nobody waits longer for one mail, however slowly its server answers. */
const sendMsMax = 180_000

const minuteMs = 60_000

/**
 * Mails through a server. Connections are used again; a mail whose connection breaks is not sent again by
 * the pool, which does not know what was recorded.
 */
export function openSmtp(config: SmtpConfig): MailWay {
  const transport = createTransport({
    pool: true,
    ...smtpOptions(config),
    maxConnections: config.connections,
    maxRequeues: 0,
    rateLimit: config.perMinute,
    rateDelta: minuteMs,
    // one that is idle keeps no command from ending
    idleTimeout: 10_000,
  })
  const wasHandedOver = watchHandingOver(transport)
  const send = async (mail: Mail, envelope: Envelope, signal: AbortSignal): Promise<Attempt> => {
    const raw = await composeMessage(mail)
    try {
      const sent = await transport.sendMail({
        raw,
        envelope: { from: envelope.from, to: [...envelope.to] },
        signal: AbortSignal.any([signal, AbortSignal.timeout(sendMsMax)]),
      })
      const refused = refusals(sent.rejectedErrors ?? [], envelope.to)
      return { accepted: envelope.to.filter((address) => !refused.has(address)), refused }
    } catch (error) {
      return failedAttempt(error, envelope, wasHandedOver(raw))
    }
  }
  return {
    name: 'smtp',
    send,
    [Symbol.asyncDispose]: () => Promise.resolve(transport.close({ force: true })),
  }
}

/**
 * Knows which messages a server was given to the last byte. What they are made of says nothing: it is read while the
 * server is still asked for recipients.
 */
function watchHandingOver(transport: Pick<Transporter, 'use'>): (raw: Buffer) => boolean {
  const handedOver = new WeakSet<Buffer>()
  transport.use('stream', (mail, done) => {
    const { raw } = mail.data
    mail.message?.processFunc((wire) =>
      wire.once('end', () => {
        if (Buffer.isBuffer(raw)) handedOver.add(raw)
      }),
    )
    done()
  })
  return (raw) => handedOver.has(raw)
}
