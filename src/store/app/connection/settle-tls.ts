import {
  formatPostgresAddress,
  parsePostgresAddress,
} from '../../../platform/postgres-address/postgres-address.ts'
import { agreesToTls, type Endpoint, openSocket } from './negotiation.ts'

/**
 * Settles what `sslmode=prefer` and `allow` leave to the server, by asking it once: encryption where it
 * has TLS, none where it has not. That is what libpq does for each connection, so that an address
 * without `sslmode` fits both; the driver knows only "yes" and "no".
 *
 * @returns the address, with an `sslmode` that leaves nothing open
 * @throws the error of the system when the server cannot be reached within `timeoutMs`
 */
export async function settleTls(url: string, timeoutMs: number): Promise<string> {
  const address = parsePostgresAddress(url)
  const { mode, rootCertificate } = address.tls
  if (mode !== 'prefer' && mode !== 'allow') return url
  const encrypted = rootCertificate === null ? 'require' : 'verify-ca'
  const settled = (await offersTls(address, timeoutMs)) ? encrypted : 'disable'
  return formatPostgresAddress({ ...address, tls: { ...address.tls, mode: settled } })
}

async function offersTls(endpoint: Endpoint, timeoutMs: number): Promise<boolean> {
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    const socket = await openSocket(endpoint, signal)
    const offered = await agreesToTls(socket)
    socket.destroy()
    return offered
  } catch (error) {
    // in the words of the driver, for what explains its errors
    if (signal.aborted) throw new Error('timeout when trying to connect', { cause: error })
    throw error
  }
}
