import { resolve } from 'node:path'
import { ConfigError } from './config-error.ts'
import { databaseConfig, type DatabaseConfig, replicaUrls } from './database-config.ts'
import { readEnv, type Env } from './env.ts'
import { excerptConfig, type ExcerptConfig } from './excerpt-config.ts'
import { fetchConfig, type FetchConfig } from './fetch-config.ts'
import { jobsConfig, type JobsConfig } from './jobs-config.ts'
import { notifyConfig, type NotifyConfig } from './notify-config.ts'
import { readyAnswersConfig, type ReadyAnswersConfig } from './ready-answers-config.ts'
import { receiverConfig, type ReceiverConfig } from './receiver-config.ts'
import { requireUnquoted } from './require-unquoted.ts'
import { retentionConfig, type RetentionConfig } from './retention-config.ts'
import { pageOrigins } from './page-origins.ts'
import {
  flag,
  host,
  integer,
  jsonList,
  firstPort,
  oneOf,
  pattern,
  port,
  text,
} from './variables.ts'

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** Every setting of the program, read once. docs/operations/settings.md describes each variable. */
export type Config = {
  database: DatabaseConfig
  /** Replicas of it, which are read. */
  replicaUrls: readonly string[]
  /** Brings an external database to the newest schema when `serve` starts. */
  migrateOnStart: boolean
  /** Processes that answer the API on one port; 1: the one that does everything else. */
  workers: number
  /** Connections of one process at most. */
  poolSize: number
  /** How long to wait for a connection, a new one or a free one, in milliseconds. */
  connectTimeoutMs: number
  /** How long one statement of a request may run, in milliseconds. */
  statementTimeoutMs: number
  /** Embedded PostgreSQL, cache, spool. */
  dataDir: string
  /** Loads example data into an empty database. */
  demoData: boolean
  host: string
  port: number
  metricsEnabled: boolean
  metricsPort: number
  /** The same for a process that only ingests. */
  ingesterMetricsPort: number
  /** The same for a command `ingest`, which shows none unless it is told to. */
  ownIngesterMetricsPort: number | undefined
  /** How long a connection without a request stays open, in milliseconds. */
  keepAliveMs: number
  logLevel: LogLevel
  /** Statements of requests are logged. */
  logStatements: boolean
  /** The address of the database is logged at the start. */
  logDatabaseAddress: boolean
  /** Pages that may read the API from another origin (api-misc.md 1.10). */
  corsAllowedOrigins: readonly string[]
  corsAllowAllOrigins: boolean
  /** Pages of this machine may, too, on whatever port: for development (api-misc.md 1.10). */
  corsAllowLocalhost: boolean
  /** `Cache-Control: max-age` of cacheable answers, in seconds (api-misc.md 1.13); 0 with `DEBUG`. */
  cacheTimeoutSeconds: number
  /** Default window of `GET /api/origins/`, in days. */
  originListingIntervalDays: number
  /** The constant part of `GET /api/origins/` (api-misc.md 7). */
  testOrigins: readonly string[]
  /** Origins that test the builds of others: what they tested lately is found by their tests (hardware.md 9.2). */
  testOnlyOrigins: readonly string[]
  /** Fetching from other hosts, for pages that may not. */
  fetch: FetchConfig
  /** What becomes of long log excerpts. */
  excerpts: ExcerptConfig
  /** Room for ready-made answers. */
  readyAnswers: ReadyAnswersConfig
  /** Taking in submissions over HTTP. */
  receiver: ReceiverConfig
  /** Scheduled jobs. */
  jobs: JobsConfig
  /** Telling people what was found. */
  notify: NotifyConfig
  /** How long files of the spool are kept. */
  retention: RetentionConfig
  /** A file or an address: the index of hardware registries (reference/operations.md 1.4). */
  hardwareRegistryIndex: string
  /** Started as an npm script: the program ends when npm does. */
  startedByNpm: boolean
  /** Runtimes that are no lab but a way to run a test (decisions.md 1). */
  automaticLab: RegExp
}

/** More are a mistake: each takes 150 MB. */
export const mostWorkers = 64

const defaultTestOrigins = [
  '0dayci',
  'arm',
  'broonie',
  'linaro',
  'maestro',
  'microsoft',
  'redhat',
  'riscv',
  'syzbot',
  'ti',
]

const publishedIndex =
  'https://raw.githubusercontent.com/kernelci/kernelci-pipeline/main/config/hardware_registry/index.yaml'

/** What a command wants where the environment says nothing. */
export type ConfigDefaults = { logLevel?: LogLevel }

/**
 * Interprets the environment.
 *
 * @throws ConfigError whose message is one line that names the variable
 */
export function loadConfig(env: Env = readEnv(), defaults: ConfigDefaults = {}): Config {
  requireUnquoted(env)
  const config = readConfig(env, defaults)
  const { port: api, metricsEnabled, metricsPort, receiver } = config
  if (metricsEnabled) requireOther('METRICS_PORT', metricsPort, 'PORT', api)
  requireOther('RECEIVER_PORT', receiver.port, 'PORT', api)
  if (metricsEnabled) requireOther('RECEIVER_PORT', receiver.port, 'METRICS_PORT', metricsPort)
  return config
}

/** Each server has a port of its own, or one that the system chooses. */
function requireOther(variable: string, wanted: number, taken: string, takenPort: number): void {
  if (wanted === 0 || wanted !== takenPort) return
  throw new ConfigError(variable, `expected another port than ${taken}, which is ${takenPort}`)
}

function readConfig(env: Env, { logLevel = 'info' }: ConfigDefaults): Config {
  const database = databaseConfig(env)
  const isDebugging = flag(env, 'DEBUG', false)
  const corsAllowedOrigins = pageOrigins(env, 'CORS_ALLOWED_ORIGINS')
  const cacheTimeoutSeconds = integer(env, 'CACHE_TIMEOUT', 180, { min: 0, max: 31_536_000 })
  return {
    database,
    replicaUrls: replicaUrls(env, database),
    migrateOnStart: flag(env, 'MIGRATE_ON_START', false),
    workers: integer(env, 'WORKERS', 1, { min: 1, max: mostWorkers }),
    poolSize: integer(env, 'DB_POOL_SIZE', 10, { min: 2, max: 1000 }),
    connectTimeoutMs: 1000 * connectTimeoutSeconds(env, database),
    statementTimeoutMs: integer(env, 'DB_STATEMENT_TIMEOUT_MS', 30_000, { min: 0, max: 3_600_000 }),
    dataDir: resolve(text(env, 'DATA_DIR', '.data')),
    demoData: flag(env, 'DEMO_DATA', true),
    host: host(env, 'HOST', '127.0.0.1'),
    port: port(env, 'PORT', 8000),
    metricsEnabled: flag(env, 'PROMETHEUS_METRICS_ENABLED', true),
    metricsPort: firstPort(env, ['METRICS_PORT', 'PROMETHEUS_METRICS_PORT'], 8001),
    ingesterMetricsPort: firstPort(
      env,
      ['METRICS_PORT', 'INGESTER_METRICS_PORT', 'PROMETHEUS_METRICS_PORT'],
      8001,
    ),
    ownIngesterMetricsPort: env.has('INGESTER_METRICS_PORT')
      ? port(env, 'INGESTER_METRICS_PORT', 0)
      : undefined,
    keepAliveMs: 1000 * integer(env, 'HTTP_KEEP_ALIVE_TIMEOUT', 75, { min: 1, max: 3600 }),
    logLevel: oneOf(env, 'LOG_LEVEL', logLevels, logLevelWanted(env, logLevel)),
    ...logsWanted(env),
    corsAllowedOrigins,
    corsAllowAllOrigins: flag(env, 'CORS_ALLOW_ALL_ORIGINS', false),
    corsAllowLocalhost: isDebugging,
    cacheTimeoutSeconds: isDebugging ? 0 : cacheTimeoutSeconds,
    originListingIntervalDays: integer(env, 'DEFAULT_ORIGIN_LISTING_INTERVAL_IN_DAYS', 30, {
      min: 1,
      max: 36_500,
    }),
    testOrigins: jsonList(env, 'TEST_ORIGINS', defaultTestOrigins),
    testOnlyOrigins: jsonList(env, 'TEST_ONLY_ORIGINS', ['aspeed', 'ti']),
    fetch: fetchConfig(env),
    excerpts: excerptConfig(env),
    readyAnswers: readyAnswersConfig(env),
    receiver: receiverConfig(env),
    jobs: jobsConfig(env),
    notify: notifyConfig(env, { corsAllowedOrigins, isDebugging }),
    retention: retentionConfig(env),
    hardwareRegistryIndex: text(env, 'HARDWARE_REGISTRY_INDEX_URL', publishedIndex),
    startedByNpm: env.has('npm_lifecycle_event'),
    automaticLab: pattern(env, 'AUTOMATIC_LAB_PATTERN', /^(shell|k8s.*)$/u),
  }
}

/** What of the database is logged. */
function logsWanted(env: Env): Pick<Config, 'logStatements' | 'logDatabaseAddress'> {
  return {
    logStatements: flag(env, 'DEBUG_SQL_QUERY', false),
    logDatabaseAddress: flag(env, 'DEBUG_DB_VARS', false),
  }
}

/** Where no level is given: whoever wants to see something is shown it. */
function logLevelWanted(env: Env, usual: LogLevel): LogLevel {
  if (flag(env, 'ENABLE_LOGGING', false)) return 'debug'
  const { logStatements, logDatabaseAddress } = logsWanted(env)
  return logStatements || logDatabaseAddress ? 'info' : usual
}

/** The variable is ours and wins over what an address says in libpq's words. */
function connectTimeoutSeconds(env: Env, database: DatabaseConfig): number {
  const ofAddress = database.kind === 'external' ? database.connectTimeoutSeconds : null
  return integer(env, 'DB_OPTIONS_CONNECT_TIMEOUT', ofAddress ?? 5, { min: 1, max: 3600 })
}
