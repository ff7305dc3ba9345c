import { ConfigError } from './config-error.ts'
import { loadConfig, type Config, type ConfigDefaults } from './config.ts'
import { readEnv, type Env } from './env.ts'
import { type FileValue, readEnvFiles } from './files/env-files.ts'
import { flag } from './variables.ts'
import { unknownVariables, type UnknownVariable } from './known/unknown-variables.ts'

/** Where a value comes from. */
export type Source = { kind: 'environment' } | ({ kind: 'file' } & Pick<FileValue, 'file' | 'line'>)

/** What the program was told, and by whom. */
export type Settings = {
  env: Env
  /** Of every variable that is given, known or not, also of an empty one. */
  sources: ReadonlyMap<string, Source>
}

/**
 * The environment, which wins, then `.env.local`, then `.env` of the folder. A variable that the environment
 * has empty is not given, whatever a file says.
 *
 * @throws ConfigError for a broken file, and for an `ENV_FILES` that says neither true nor false
 */
export function readSettings(
  folder: string = process.cwd(),
  environment: NodeJS.ProcessEnv = process.env,
): Settings {
  const usesFiles = flag(readEnv(environment), 'ENV_FILES', true)
  const ofFiles = usesFiles ? readEnvFiles(folder) : new Map<string, FileValue>()
  const values: NodeJS.ProcessEnv = {}
  const sources = new Map<string, Source>()
  for (const [name, { value, file, line }] of ofFiles) {
    values[name] = value
    sources.set(name, { kind: 'file', file, line })
  }
  for (const [name, value] of Object.entries(environment)) {
    values[name] = value
    sources.set(name, { kind: 'environment' })
  }
  return { env: readEnv(values), sources }
}

/**
 * Reads and interprets everything that a command is told.
 *
 * @throws ConfigError whose message names the variable, and the place in a file that gives it
 */
export function loadSettings(
  defaults: ConfigDefaults = {},
  settings: Settings = readSettings(),
): { config: Config; unknown: UnknownVariable[] } {
  const unknown = unknownVariables(settings.sources.keys(), (name) => isOfFile(settings, name))
  try {
    return { config: loadConfig(settings.env, defaults), unknown }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const source = settings.sources.get(error.variable)
    if (source?.kind !== 'file') throw error
    throw new ConfigError(`${error.variable} (${sourceText(source)})`, error.problem)
  }
}

/** `environment`, or `.env:12`. */
export function sourceText(source: Source): string {
  return source.kind === 'environment' ? source.kind : `${source.file}:${source.line}`
}

function isOfFile({ sources }: Settings, name: string): boolean {
  return sources.get(name)?.kind === 'file'
}
