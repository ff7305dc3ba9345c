import { createTransport } from 'nodemailer'
import type { SmtpConfig } from '../../config/mail-config.ts'
import { smtpOptions } from './smtp-options.ts'

/** Connecting, encrypting and logging in together, in milliseconds. */
const greetMsMax = 30_000

/**
 * Connects to a mail server, encrypts as the settings say, and logs in, all as before a mail; then it
 * leaves without one.
 *
 * @throws what the server or the way to it said
 */
export async function greetServer(config: SmtpConfig): Promise<void> {
  const timeoutMs = Math.min(config.timeoutMs, greetMsMax)
  const transport = createTransport(smtpOptions({ ...config, timeoutMs }))
  try {
    await transport.verify()
  } finally {
    transport.close()
  }
}
