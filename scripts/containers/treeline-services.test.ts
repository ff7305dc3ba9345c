import { existsSync } from 'node:fs'
import { expect, it, test } from 'vitest'
import { buildProgram } from '../../src/cli/program.ts'
import { knownVariables } from '../../src/config/known/known-variables.ts'
import { startMetricsServer } from '../../src/http/metrics-server.ts'
import { createLog } from '../../src/platform/log/log.ts'
import { createMetricsRegistry } from '../../src/platform/metrics/metrics.ts'
import { startTestReceiver } from '../../src/receiver/testing/running-receiver.ts'
import { appWithoutDatabase } from '../../src/testing/http/app-without-database.ts'
import { usageProblem } from '../source/citations/usage-problem.ts'
import {
  configOf,
  environmentOf,
  image,
  type Service,
  servicesOf,
  treelineServices,
} from './compose-file.ts'

const usageOf = (service: Service) => (service.command ?? [image.command]).join(' ')

/** The ports that a service listens on, by its role. */
function listening(service: Service): string[] {
  const { port, metricsPort, receiver } = configOf(service)
  const usage = usageOf(service)
  const isApi = /serve$|serve --role api/.test(usage)
  const isIngest = /serve$|serve --role ingest/.test(usage)
  const servers = /serve/.test(usage) ? [metricsPort] : []
  return [...(isApi ? [port] : []), ...(isIngest ? [receiver.port] : []), ...servers].map(String)
}

it('runs every role in production, each once, and all of them for development', () => {
  const usages = [...servicesOf('prod').values()].filter((service) => service.build !== undefined)
  expect(usages.map(usageOf).toSorted()).toEqual([
    'migrate app up',
    'serve --role api',
    'serve --role ingest',
    'serve --role jobs',
  ])
  const [dev] = [...servicesOf('dev').values()]
  expect(dev?.command?.join(' ')).toMatch(/node --watch bin\/treeline\.js serve$/)
})

test.each(treelineServices)(
  '%s sets variables that there are, to values that can be used',
  (_, service) => {
    const known = new Set(knownVariables.map(({ name }) => name))
    const unknown = [...environmentOf(service).keys()].filter((name) => !known.has(name))
    // read by Node and by the C library
    expect(unknown).toEqual(['NODE_ENV', 'MALLOC_ARENA_MAX'])
    const { database, host, dataDir } = configOf(service)
    expect(database.kind).toBe('external')
    expect(host).toBe('0.0.0.0')
    expect(service.volumes?.some((volume) => volume.endsWith(`data:${dataDir}`))).toBe(true)
  },
)

test.each(treelineServices)('%s starts a command that there is', async (_, service) => {
  const usage = usageOf(service).replace(/^.*bin\/treeline\.js /, '')
  expect(usageProblem(await buildProgram(), usage)).toBeNull()
})

test.each(treelineServices)('%s publishes ports on which it listens', (_, service) => {
  const published = (service.ports ?? []).map((each) => each.split(':').at(-1))
  expect(listening(service)).toEqual(expect.arrayContaining(published))
})

const probes: Record<string, () => Promise<number>> = {
  '8000/readyz': async () =>
    (await appWithoutDatabase().app.request('http://localhost/readyz')).status,
  '8002/health': async () => {
    await using receiver = await startTestReceiver()
    return (await fetch(`${receiver.url}/health`)).status
  },
  '8001/metrics/': async () => {
    const options = { host: '127.0.0.1', port: 0 }
    const server = await startMetricsServer(createMetricsRegistry(), createLog('silent'), options)
    try {
      return (await fetch(`${server.url}/metrics/`)).status
    } finally {
      await server.close(1_000)
    }
  },
}
const served = treelineServices.filter(([, service]) => listening(service).length > 0)

test.each(served)('%s is asked for its health where it answers', async (_, service) => {
  const [, port = '', path = ''] =
    /fetch\('http:\/\/127\.0\.0\.1:(\d+)([^']+)'\)/.exec(
      service.healthcheck?.test.join(' ') ?? '',
    ) ?? []
  expect(listening(service)).toContain(port)
  expect(await probes[`${port}${path}`]?.()).toBe(200)
})

it('has an image with the same ports, a command that there is, and the folders of the program', async () => {
  expect((await buildProgram()).commands.map((each) => each.name())).toContain(image.command)
  const { port, metricsPort, receiver } = configOf({ profiles: [], image: '' })
  expect(image.exposed).toEqual([port, metricsPort, receiver.port].map(String))
  expect(image.folders).toEqual(['bin', 'src', 'migrations-app', 'migrations-cache'])
  expect(image.folders.filter((folder) => !existsSync(folder))).toEqual([])
})
