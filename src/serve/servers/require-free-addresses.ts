import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Config } from '../../config/config.ts'
import { ConfigError } from '../../config/config-error.ts'
import { AddressTaken, listenFailure, type WantedAddress } from './listen-failure.ts'
import { type RoleChoice, rolesOf } from '../roles.ts'

/**
 * Looks whether something listens already where a service is to listen, before a database is made or opened: whoever starts
 * a second one beside the first is told of every port in one line, and at once.
 *
 * @throws AddressTaken, ConfigError; what else may be wrong with an address is told by the server that wants it
 */
export async function requireFreeAddresses(config: Config, role: RoleChoice): Promise<void> {
  if (role === 'ingest') requireTwoPorts(config)
  const looked = await Promise.all(wantedAddresses(config, role).map(takenAt))
  const taken = looked.filter((one) => one !== undefined)
  const [first, ...others] = taken
  if (first === undefined) return
  if (others.length === 0) throw first.failure
  const ports = taken.map(({ wanted: { variable, port } }) => `${variable}: port ${port}`)
  throw new AddressTaken(
    `${ports.join(', ')} of ${config.host} are taken; end what listens there or choose other ports`,
  )
}

/**
 * `INGESTER_METRICS_PORT` counts in that role alone. In the reference it is 8002 by default (reference/operations.md 3), where
 * submissions come here: the metrics would have the port, and nobody could submit.
 */
function requireTwoPorts({ metricsEnabled, ingesterMetricsPort, receiver }: Config): void {
  if (!metricsEnabled || ingesterMetricsPort === 0 || ingesterMetricsPort !== receiver.port) return
  throw new ConfigError(
    'INGESTER_METRICS_PORT',
    `expected another port than RECEIVER_PORT, which is ${receiver.port}`,
  )
}

function wantedAddresses(config: Config, role: RoleChoice): WantedAddress[] {
  const { host, port, metricsEnabled, metricsPort, ingesterMetricsPort, receiver } = config
  const roles = rolesOf(role)
  const metrics = role === 'ingest' ? ingesterMetricsPort : metricsPort
  return [
    ...(roles.includes('api') ? [{ variable: 'PORT', host, port }] : []),
    ...(metricsEnabled ? [{ variable: 'METRICS_PORT', host, port: metrics }] : []),
    ...(roles.includes('ingest') && receiver.isPortChosen
      ? [{ variable: 'RECEIVER_PORT', host, port: receiver.port }]
      : []),
  ]
}

type Taken = { wanted: WantedAddress; failure: AddressTaken }

async function takenAt(wanted: WantedAddress): Promise<Taken | undefined> {
  const server = createServer().listen(wanted.port, wanted.host)
  try {
    await once(server, 'listening')
    server.close()
    await once(server, 'close')
    return undefined
  } catch (error) {
    const failure = listenFailure(error, wanted)
    return failure instanceof AddressTaken ? { wanted, failure } : undefined
  }
}
