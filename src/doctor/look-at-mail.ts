import type { MailConfig, SmtpConfig } from '../config/mail-config.ts'
import { errorMessage } from '../platform/errors/error-message.ts'
import { failure, fine, type Finding, warning } from './finding.ts'

/** Says a server who we are, as before a mail, and sends none. @throws what went wrong */
export type GreetServer = (server: SmtpConfig) => Promise<void>

/** How mail leaves, or that it does not. */
export function lookAtMail({ way, sender }: MailConfig): Finding[] {
  if (way.kind === 'outbox') {
    return [fine('mail', `goes into DATA_DIR/outbox: ${way.why}`)]
  }
  const to = `${way.host}:${way.port}`
  return [
    fine('mail', `goes to ${to}, from ${sender}`),
    ...(way.encryption === 'none'
      ? [warning('mail', `${to} is told everything unencrypted`, 'set EMAIL_USE_TLS=true')]
      : []),
    ...(way.login === null
      ? [
          warning(
            'mail',
            `${to} is told neither user nor password`,
            'set EMAIL_HOST_PASSWORD or EMAIL_HOST_PASSWORD_FILE, if it wants them',
          ),
        ]
      : []),
  ]
}

/** Connects to the mail server, encrypts and logs in; nothing is sent. */
export async function askMailServer({ way }: MailConfig, greet: GreetServer): Promise<Finding[]> {
  if (way.kind === 'outbox') return []
  const to = `${way.host}:${way.port}`
  try {
    await greet(way)
    return [fine('mail server', `${to} answers, and takes our login`)]
  } catch (error) {
    return [
      failure(
        'mail server',
        `${to}: ${errorMessage(error)}`,
        'check EMAIL_HOST, EMAIL_PORT, EMAIL_USE_TLS, EMAIL_HOST_USER and EMAIL_HOST_PASSWORD',
      ),
    ]
  }
}
