import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { buildProgram } from '../../src/cli/program.ts'
import { loadConfig } from '../../src/config/config.ts'
import { knownVariables } from '../../src/config/known/known-variables.ts'
import { appWithoutDatabase } from '../../src/testing/app-without-database.ts'

type Service = {
  environment: Record<string, string>
  ports: string[]
  volumes: string[]
  healthcheck: { test: string[] }
}

const compose = parse(readFileSync('docker-compose.yml', 'utf8')) as {
  services: { app: Service }
}
const { app } = compose.services
const dockerfile = readFileSync('Dockerfile', 'utf8')

/** What the image sets. */
const ofImage = new Map(
  [...dockerfile.matchAll(/^ENV (.+)$/gm)].flatMap(([, line = '']) =>
    line.split(' ').map((pair): [string, string] => {
      const [name = '', value = ''] = pair.split('=')
      return [name, value]
    }),
  ),
)

/** A value with the default of each variable that the file takes from outside. */
const withDefaults = (value: string) => value.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1')

const env = new Map([
  ...ofImage,
  ...Object.entries(app.environment).map(([name, value]): [string, string] => [
    name,
    withDefaults(value),
  ]),
])

it('sets variables that the program reads, to values that it takes', () => {
  const known = new Set(knownVariables.map(({ name }) => name))
  const unknown = [...env.keys()].filter((name) => !known.has(name) && name !== 'NODE_ENV')
  expect(unknown).toEqual([])
  expect(loadConfig(env).database.kind).toBe('external')
})

it('publishes the ports on which the program listens', () => {
  const { port, metricsPort, receiver } = loadConfig(env)
  const listening = [port, metricsPort, receiver.port].map(String)
  expect(app.ports.map((each) => each.split(':').at(-1))).toEqual(listening)
  const [, exposed = ''] = /^EXPOSE (.+)$/m.exec(dockerfile) ?? []
  expect(exposed.split(' ')).toEqual(listening)
})

it('keeps the data directory', () => {
  expect(app.volumes).toEqual([`data:${loadConfig(env).dataDir}`])
})

it('asks for a health check that there is, on the port of the API', async () => {
  const [, url = ''] = /fetch\('([^']+)'\)/.exec(app.healthcheck.test.join(' ')) ?? []
  const { port, pathname } = new URL(url)
  expect(Number(port)).toBe(loadConfig(env).port)
  const answer = await appWithoutDatabase().app.request(`http://localhost${pathname}`)
  expect(answer.status).toBe(200)
})

it('starts the image with a command that there is', () => {
  const [, command = ''] = /^CMD \["([^"]+)"\]$/m.exec(dockerfile) ?? []
  expect(buildProgram().commands.map((each) => each.name())).toContain(command)
})
