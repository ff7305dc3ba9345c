import { freePort } from '../checks/free-port.ts'
import type { Tally } from '../checks/tally.ts'
import { servicesOf, treelineServices } from './compose-file.ts'
import { type Here, ServiceProcess } from './service-process.ts'

/** Where processes of a profile find what other containers would be. */
export type Surroundings = {
  folder: string
  dataDir: string
  /** Address parts of PostgreSQL, and of what stands before it, by the name of the service. */
  databases: Readonly<Record<string, Record<string, string>>>
}

/**
 * Runs the services of a profile that are Treeline: those that only prepare to their end, then the
 * others together until each is healthy by its own health check; then ends them.
 */
export async function runProfile(
  profile: string,
  around: Surroundings,
  tally: Tally,
): Promise<void> {
  const ours = new Set(treelineServices.map(([name]) => name))
  const services = [...servicesOf(profile)].filter(([name]) => ours.has(name))
  const running: { name: string; process: ServiceProcess }[] = []
  for (const [name, service] of services) {
    const host = service.environment?.['DB_HOST'] ?? ''
    const here = await placeFor(around, host)
    const process = new ServiceProcess(service, around.folder, here)
    if (service.healthcheck === undefined) {
      tally.check(`${profile}: ${name} ends well`, (await process.ends()) === 0, process.output)
    } else {
      running.push({ name, process })
    }
  }
  for (const { name, process } of running) {
    tally.check(`${profile}: ${name} is healthy`, await process.becomesHealthy(), process.output)
  }
  for (const { name, process } of running) {
    tally.check(`${profile}: ${name} stops in time`, (await process.stop()) === 0, process.output)
  }
}

/** Ports of its own, because all containers use the same ones. */
async function placeFor({ dataDir, databases }: Surroundings, host: string): Promise<Here> {
  const [api, metrics, receiver] = [await freePort(), await freePort(), await freePort()].map(
    String,
  )
  const environment = {
    HOST: '127.0.0.1',
    PORT: api ?? '',
    METRICS_PORT: metrics ?? '',
    RECEIVER_PORT: receiver ?? '',
    DATA_DIR: dataDir,
    DEMO_DATA: 'false',
    ...databases[host],
  }
  return { environment, ports: { 8000: api ?? '', 8001: metrics ?? '', 8002: receiver ?? '' } }
}
