import type { VariableGroup } from './variable.ts'

export const localVariables = {
  title: 'local files and example data',
  variables: [
    {
      name: 'DATA_DIR',
      fallback: '.data',
      meaning: 'embedded PostgreSQL, cache.sqlite3, spool/',
    },
    {
      name: 'DEMO_DATA',
      fallback: 'true',
      meaning: 'example data into an empty database when serve runs all roles',
    },
    {
      name: 'ENV_FILES',
      fallback: 'true',
      meaning: 'false: .env and .env.local are not read; counts in the environment alone',
    },
  ],
} as const satisfies VariableGroup

export const addressVariables = {
  title: 'addresses',
  variables: [
    { name: 'HOST', fallback: '127.0.0.1', meaning: 'where the API listens' },
    { name: 'PORT', fallback: '8000', meaning: 'its port' },
    {
      name: 'WORKERS',
      fallback: '1',
      meaning: 'processes that answer the API on that port; serve --workers wins',
    },
    { name: 'METRICS_PORT', fallback: '8001', meaning: 'Prometheus' },
    {
      name: 'PROMETHEUS_METRICS_PORT',
      fallback: '8001',
      meaning: 'the same, when METRICS_PORT is not given',
    },
    {
      name: 'INGESTER_METRICS_PORT',
      meaning:
        'the same for role ingest, when METRICS_PORT is not given, and for the command ingest, which else shows none',
    },
    { name: 'PROMETHEUS_METRICS_ENABLED', fallback: 'true', meaning: 'false turns metrics off' },
    {
      name: 'HTTP_KEEP_ALIVE_TIMEOUT',
      fallback: '75',
      meaning: 'seconds that a connection stays open between requests',
    },
  ],
} as const satisfies VariableGroup

export const apiVariables = {
  title: 'API',
  variables: [
    {
      name: 'CORS_ALLOWED_ORIGINS',
      fallback: '[]',
      meaning:
        'JSON list of pages that may read the API, such as ["https://dashboard.example.org"]',
    },
    { name: 'CORS_ALLOW_ALL_ORIGINS', fallback: 'false', meaning: 'every page may' },
    { name: 'CACHE_TIMEOUT', fallback: '180', meaning: 'seconds that browsers may keep an answer' },
    {
      name: 'RESPONSE_MEMORY_MAX_BYTES',
      fallback: '16777216',
      meaning: 'answers that each process keeps ready; 0 keeps none',
    },
    {
      name: 'RESPONSE_CACHE_MAX_BYTES',
      fallback: '536870912',
      meaning: 'answers that cache.sqlite3 keeps ready; 0 keeps none',
    },
    {
      name: 'DEFAULT_ORIGIN_LISTING_INTERVAL_IN_DAYS',
      fallback: '30',
      meaning: 'window of /api/origins/',
    },
    { name: 'TEST_ORIGINS', meaning: 'JSON list, the constant part of /api/origins/' },
    {
      name: 'TEST_ONLY_ORIGINS',
      fallback: '["aspeed","ti"]',
      meaning: 'JSON list of origins that build nothing and test what others built',
    },
  ],
} as const satisfies VariableGroup

export const registryVariables = {
  title: 'hardware registry',
  variables: [
    {
      name: 'HARDWARE_REGISTRY_INDEX_URL',
      fallback:
        'https://raw.githubusercontent.com/kernelci/kernelci-pipeline/main/config/hardware_registry/index.yaml',
      meaning: 'file or address of the index that registry update reads',
    },
  ],
} as const satisfies VariableGroup

export const fetchVariables = {
  title: 'fetching from other hosts for /api/proxy/',
  variables: [
    {
      name: 'FETCH_ALLOWED_HOSTS',
      meaning: 'JSON list, such as ["*.kernelci.org","files.example.org/logs/"]',
    },
    { name: 'FETCH_TIMEOUT', fallback: '45', meaning: 'seconds that one fetch may take' },
    { name: 'FETCH_MAX_BYTES', fallback: '134217728', meaning: 'of one file' },
    { name: 'FETCH_AT_ONCE', fallback: '32', meaning: 'fetches of one process at a time' },
    {
      name: 'FETCH_ALLOW_LOOPBACK',
      fallback: 'false',
      meaning: 'for tests alone: allowed hosts may lie on this machine',
    },
    {
      name: 'LOG_CACHE_MAX_BYTES',
      fallback: '268435456',
      meaning: 'of fetched logs that are kept',
    },
    { name: 'LOG_CACHE_SECONDS', fallback: '3600', meaning: 'how long they are' },
  ],
} as const satisfies VariableGroup

export const logVariables = {
  title: 'log',
  variables: [
    {
      name: 'LOG_LEVEL',
      fallback: 'info',
      meaning: 'fatal, error, warn, info, debug, trace, silent',
    },
    {
      name: 'ENABLE_LOGGING',
      fallback: 'false',
      meaning: 'debug is the level when LOG_LEVEL is not given',
    },
    {
      name: 'DEBUG',
      fallback: 'false',
      meaning:
        'for development: CACHE_TIMEOUT is 0, and pages of http://localhost may read the API',
    },
    { name: 'DEBUG_SQL_QUERY', fallback: 'false', meaning: 'logs every statement of a request' },
    {
      name: 'DEBUG_DB_VARS',
      fallback: 'false',
      meaning: 'logs the address of the database at the start, without its password',
    },
  ],
} as const satisfies VariableGroup
