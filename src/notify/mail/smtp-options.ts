import type { SmtpConfig } from '../../config/mail-config.ts'

/** How the library is to reach a mail server: where, how encrypted, as whom, and how long it may be silent. */
export function smtpOptions({ host, port, encryption, login, timeoutMs }: SmtpConfig) {
  return {
    host,
    port,
    secure: encryption === 'tls',
    requireTLS: encryption === 'starttls',
    ignoreTLS: encryption === 'none',
    ...(login === null ? {} : { auth: { user: login.user, pass: login.password } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}
