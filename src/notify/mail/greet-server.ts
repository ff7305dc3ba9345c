import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { SmtpConfig } from '../../config/mail-config.ts'
import { smtpOptions } from './smtp-options.ts'

/** Connecting, encrypting and logging in together, in milliseconds. */
const greetMsMax = 30_000

/**
 * Connects to a mail server, encrypts as the settings say, and logs in, all as before a mail; then it
 * leaves without one.
 *
 * @throws what the server or the way to it said; the reason of the signal
 */
export async function greetServer(config: SmtpConfig, signal: AbortSignal): Promise<void> {
  const timeoutMs = Math.min(config.timeoutMs, greetMsMax)
  const enough = AbortSignal.any([signal, AbortSignal.timeout(greetMsMax)])
  enough.throwIfAborted()
  const connection = new SMTPConnection(smtpOptions({ ...config, timeoutMs }))
  const greeted = Promise.withResolvers<void>()
  const fail = (error: unknown) => greeted.reject(error)
  enough.addEventListener('abort', () => fail(enough.reason), { once: true })
  connection.on('error', fail)
  connection.once('end', () => fail(new Error('the server ended the connection')))
  connection.connect((error) => {
    const { login } = config
    if (error !== undefined) return fail(error)
    if (login === null || !connection.allowsAuth) return greeted.resolve()
    const { user, password: pass } = login
    connection.login({ user, credentials: { user, pass } }, (refused) =>
      refused === null ? greeted.resolve() : fail(refused),
    )
  })
  try {
    await greeted.promise
    connection.quit()
  } catch (error) {
    // the library would keep the program until the server says something
    connection.close()
    throw error
  }
}
