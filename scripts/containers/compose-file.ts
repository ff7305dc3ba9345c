import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { type Config, loadConfig } from '../../src/config/config.ts'
import { readEnv } from '../../src/config/env.ts'

/** A service of docker-compose.yml, as far as it is looked at. */
export type Service = {
  profiles: string[]
  image: string
  build?: string
  command?: string[]
  environment?: Record<string, string>
  ports?: string[]
  volumes?: string[]
  healthcheck?: { test: string[] }
  depends_on?: string[] | Record<string, { condition: string }>
}

type ComposeFile = { services: Record<string, Service>; volumes: Record<string, null> }

/** docker-compose.yml, with what its parts share in each of them. */
export const composeFile = parse(readFileSync('docker-compose.yml', 'utf8'), {
  merge: true,
}) as ComposeFile

/** A value with the default of each variable that the file takes from outside. */
function withDefaults(value: string): string {
  return value.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1')
}

/** The services that a profile starts. */
export function servicesOf(profile: string): Map<string, Service> {
  const all = Object.entries(composeFile.services)
  return new Map(all.filter(([, { profiles }]) => profiles.includes(profile)))
}

/** What is started before a service. */
export function neededBy({ depends_on: needed = [] }: Service): string[] {
  return Array.isArray(needed) ? needed : Object.keys(needed)
}

const dockerfile = readFileSync('Dockerfile', 'utf8')

/** What the image sets, and what it starts and shows when nobody says otherwise. */
export const image = {
  env: new Map(
    [...dockerfile.matchAll(/^ENV (.+)$/gm)].flatMap(([, line = '']) =>
      line.split(' ').map((pair): [string, string] => {
        const [name = '', value = ''] = pair.split('=')
        return [name, value]
      }),
    ),
  ),
  command: /^CMD \["([^"]+)"\]$/m.exec(dockerfile)?.[1] ?? '',
  exposed: (/^EXPOSE (.+)$/m.exec(dockerfile)?.[1] ?? '').split(' '),
  folders: [...dockerfile.matchAll(/^COPY ([^ ]+) \1$/gm)].map(([, folder = '']) => folder),
}

/** The environment of a service that runs Treeline, with the defaults of the file. */
export function environmentOf({ environment = {} }: Service): Map<string, string> {
  const own = Object.entries(environment)
  return new Map([
    ...image.env,
    ...own.map(([name, value]) => [name, withDefaults(value)] as const),
  ])
}

/** How Treeline understands the environment of a service. */
export function configOf(service: Service): Config {
  return loadConfig(readEnv(Object.fromEntries(environmentOf(service))))
}

/** The services that run Treeline itself, in whatever profile. */
export const treelineServices = Object.entries(composeFile.services).filter(
  ([, { environment = {} }]) => 'DATA_DIR' in environment,
)
