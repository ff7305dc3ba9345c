import pg from 'pg'
import { clientConfig } from '../../app/connection/client-config.ts'
import { PoolClient } from '../../app/connection/pool-client.ts'
import { applicationDatabase, serverUrl, type ServerAddress } from './server-address.ts'

const connectTimeoutMs = 10_000

/** Creates the application's database, unless it exists. */
export async function ensureApplicationDatabase(address: ServerAddress): Promise<void> {
  const client = new PoolClient({
    ...clientConfig(serverUrl(address, 'postgres'), 'treeline'),
    connectionTimeoutMillis: connectTimeoutMs,
  })
  client.on('error', () => {})
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [
      applicationDatabase,
    ])
    if (rowCount === 0) {
      await client.query(`create database ${pg.escapeIdentifier(applicationDatabase)}`)
    }
  } finally {
    await client.end()
  }
}
