import type { ServerDescription } from './describe-server.ts'
import { failure, fine, type Finding, warning } from './finding.ts'

const oldestVersion = 150_000
const usableClockMs = 2_000

/**
 * Whether a PostgreSQL is one that Treeline can work with, now and after the next upgrade.
 *
 * @param poolSize connections that one process takes at most
 */
export function lookAtServer(server: ServerDescription, poolSize: number): Finding[] {
  return [
    lookAtVersion(server),
    lookAtEncoding(server),
    ...lookAtStandby(server),
    lookAtRights(server),
    lookAtConnections(server, poolSize),
    lookAtClock(server),
  ]
}

function lookAtVersion({ version, versionNumber }: ServerDescription): Finding {
  return versionNumber >= oldestVersion
    ? fine('database', `PostgreSQL ${version} answers`)
    : failure('database', `PostgreSQL ${version} is too old`, 'use 15 or newer')
}

function lookAtEncoding({ encoding }: ServerDescription): Finding {
  return encoding === 'UTF8'
    ? fine('encoding', encoding)
    : failure(
        'encoding',
        `the database has the encoding ${encoding}`,
        `make one with: create database … encoding 'UTF8' template template0`,
      )
}

function lookAtStandby({ isStandby }: ServerDescription): Finding[] {
  return isStandby
    ? [failure('database', 'it is a standby, which cannot be written to', 'name the primary')]
    : []
}

function lookAtRights(server: ServerDescription): Finding {
  const { canMakeTemporary, canCreate, ownTables, tables } = server
  if (!canMakeTemporary) {
    const advice = 'grant temporary on the database to the user'
    return failure('rights', 'no temporary tables may be made', advice)
  }
  if (!canCreate) {
    const says = 'no tables may be made: migrations would fail'
    return failure('rights', says, 'grant create on the schema to the user')
  }
  if (ownTables < tables) {
    return failure(
      'rights',
      `${tables - ownTables} of ${tables} tables belong to somebody else`,
      'migrate with their owner, or: reassign owned by … to …',
    )
  }
  return fine('rights', 'tables may be made, changed and vacuumed')
}

function lookAtConnections({ connections }: ServerDescription, poolSize: number): Finding {
  return connections >= poolSize * 2
    ? fine('connections', `${connections} at most, ${poolSize} for each process`)
    : warning(
        'connections',
        `the server allows ${connections}, one process may take ${poolSize}`,
        'raise max_connections, or lower DB_POOL_SIZE: a command needs some beside the service',
      )
}

function lookAtClock({ clockAheadMs }: ServerDescription): Finding {
  const seconds = Math.round(Math.abs(clockAheadMs) / 1000)
  return Math.abs(clockAheadMs) <= usableClockMs
    ? fine('clock', 'as that of the database')
    : warning(
        'clock',
        `${seconds} s ${clockAheadMs > 0 ? 'behind' : 'ahead of'} that of the database`,
        'let both hosts set their clocks by NTP',
      )
}
