import { realpath } from 'node:fs/promises'
import { errorCode } from '../../../platform/errors/error-code.ts'
import { clientConfig } from '../../app/connection/client-config.ts'
import { PoolClient } from '../../app/connection/pool-client.ts'
import { serverUrl, type ServerAddress } from './server-address.ts'

/**
 * What is at an address: the server of our cluster (`ours`), a server that is starting or stopping (`not-ready`), a
 * server that does not accept our password (`refused`), something else (`foreign`), or nothing (`absent`).
 */
export type ProbeResult = 'ours' | 'not-ready' | 'refused' | 'foreign' | 'absent'

const connectTimeoutMs = 5000
const notReadyCodes = new Set(['57P01', '57P03', '53300'])
const wrongPassword = '28P01'
const absentCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE'])

/**
 * Finds out what is at an address by connecting with the password (decisions.md 3). Asks for the data directory as
 * well, because a copied DATA_DIR has the port and the password of the original.
 */
export async function probe(address: ServerAddress, cluster: string): Promise<ProbeResult> {
  const client = new PoolClient({
    ...clientConfig(serverUrl(address, 'postgres'), 'treeline'),
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: connectTimeoutMs,
  })
  // without a listener the process would end when the connection breaks
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ directory: string }>(
      `select current_setting('data_directory') as directory`,
    )
    const directory = rows[0]?.directory ?? ''
    return (await realpath(directory)) === (await realpath(cluster)) ? 'ours' : 'foreign'
  } catch (error) {
    return meaningOf(error)
  } finally {
    await client.end().catch(() => {})
  }
}

function meaningOf(error: unknown): ProbeResult {
  const code = errorCode(error) ?? ''
  if (notReadyCodes.has(code)) return 'not-ready'
  if (code === wrongPassword) return 'refused'
  return absentCodes.has(code) ? 'absent' : 'foreign'
}
