import { existsSync, readFileSync } from 'node:fs'
import { expect, it, test } from 'vitest'
import { parse } from 'yaml'
import { unknownVariables } from '../../src/config/known/unknown-variables.ts'
import { ofCompose } from '../../src/config/known/without-effect.ts'
import {
  composeFile,
  configOf,
  environmentOf,
  neededBy,
  servicesOf,
  treelineServices,
} from './compose-file.ts'

const profiles = ['dev', 'prod', 'monitoring']
const services = Object.entries(composeFile.services)

test.each(profiles)('%s starts everything that its services wait for', (profile) => {
  const started = servicesOf(profile)
  expect(started.size).toBeGreaterThan(1)
  const missing = [...started.values()].flatMap(neededBy).filter((name) => !started.has(name))
  expect(missing).toEqual([])
})

it('starts nothing without a profile', () => {
  expect(services.filter(([, service]) => service.profiles.length === 0)).toEqual([])
})

it('publishes no port twice in profiles that may run together', () => {
  for (const first of ['dev', 'prod']) {
    const started = [...servicesOf(first).values(), ...servicesOf('monitoring').values()]
    const published = started.flatMap(({ ports = [] }) => ports)
    expect(new Set(published).size).toBe(published.length)
    // nothing is open to other hosts before somebody says so
    expect(published.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([])
  }
})

test.each(services)(
  '%s names a version, a health check or an end, and volumes that there are',
  (name, service) => {
    expect(service.image).toMatch(/:[\w.-]+\}?$/)
    if (name !== 'migrate') expect(service.healthcheck).toBeDefined()
    for (const volume of service.volumes ?? []) {
      const [source = ''] = volume.split(':')
      if (source.startsWith('.')) expect(existsSync(source), source).toBe(true)
      else expect(Object.keys(composeFile.volumes)).toContain(source)
    }
  },
)

it('takes nothing from outside that a program would call a mistake', () => {
  const text = readFileSync('docker-compose.yml', 'utf8')
  const taken = [...text.matchAll(/\$\{(\w+)/g)].map(([, name = '']) => name)
  expect(taken.length).toBeGreaterThan(10)
  expect(unknownVariables(taken, () => true)).toEqual([])
  const foreign = [...ofCompose]
  expect(foreign.filter((name) => !taken.includes(name))).toEqual([])
})

it('and the page says of each where Compose looks for it', () => {
  const text = readFileSync('docker-compose.yml', 'utf8')
  const page = readFileSync('docs/operations/containers.md', 'utf8')
  const taken = new Set([...text.matchAll(/\$\{(\w+)/g)].map(([, name = '']) => name))
  expect([...taken].filter((name) => !page.includes(`\`${name}\``))).toEqual([])
})

it('lets readers share the connections of PgBouncer, and gives writers sessions of their own', () => {
  const hostOf = (name: string) => {
    const found = treelineServices.find(([each]) => each === name)?.[1]
    return found === undefined ? undefined : environmentOf(found).get('DB_HOST')
  }
  expect(hostOf('api')).toBe('pgbouncer')
  for (const writer of ['migrate', 'ingest', 'jobs', 'dev']) expect(hostOf(writer)).toBe('postgres')
  const { pgbouncer, postgres } = composeFile.services
  expect(pgbouncer?.environment).toMatchObject({ DB_HOST: 'postgres', POOL_MODE: 'transaction' })
  expect(pgbouncer?.environment?.['DB_PASSWORD']).toBe(postgres?.environment?.['POSTGRES_PASSWORD'])
})

it('lets Prometheus ask every process, where it shows its metrics', () => {
  const scrape = parse(readFileSync('docs/monitoring/prometheus.yml', 'utf8')) as Scrape
  const [job] = scrape.scrape_configs
  const [found] = job?.dns_sd_configs ?? []
  const serving = treelineServices.filter(([name]) => name !== 'migrate')
  expect(found?.names.toSorted()).toEqual(serving.map(([name]) => name).toSorted())
  for (const [, service] of serving) {
    expect(configOf(service).metricsPort).toBe(found?.port)
  }
  const mounted = composeFile.services['prometheus']?.volumes?.map((volume) => volume.split(':')[1])
  for (const pattern of scrape.rule_files) expect(mounted).toContain(pattern.replace(/\/\*.*$/, ''))
})

it('gives Grafana a source and the boards, where it looks for them', () => {
  const mounted = composeFile.services['grafana']?.volumes?.map((volume) => volume.split(':')[1])
  const boards = parse(
    readFileSync('docs/monitoring/grafana/dashboards/treeline.yml', 'utf8'),
  ) as Boards
  const folder = boards.providers[0]?.options.path ?? ''
  expect(mounted).toContain(folder)
  const home = composeFile.services['grafana']?.environment?.[homeBoard] ?? ''
  expect(existsSync(home.replace(folder, 'docs/monitoring/boards')), home).toBe(true)
  const sources = parse(
    readFileSync('docs/monitoring/grafana/datasources/treeline.yml', 'utf8'),
  ) as Sources
  const { hostname, port } = new URL(sources.datasources[0]?.url ?? '')
  expect(composeFile.services[hostname]?.ports?.[0]?.endsWith(`:${port}`)).toBe(true)
})

/** What Grafana shows first. */
const homeBoard = 'GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH'

type Scrape = {
  rule_files: string[]
  scrape_configs: { dns_sd_configs: { names: string[]; port: number }[] }[]
}
type Boards = { providers: { options: { path: string } }[] }
type Sources = { datasources: { url: string }[] }
