import type { VariableGroup } from './variable.ts'

export const databaseVariables = {
  title: 'PostgreSQL: DATABASE_URL, else DB_*, else a server of our own under DATA_DIR',
  variables: [
    {
      name: 'DATABASE_URL',
      meaning: 'postgresql://user:password@host:port/name; wins over DB_*',
      secret: true,
    },
    {
      name: 'DATABASE_REPLICA_URLS',
      meaning: 'replicas of it that answer what is read, as addresses separated by commas',
      secret: true,
    },
    { name: 'DB_HOST', fallback: '127.0.0.1', meaning: 'any DB_* selects an external server' },
    { name: 'DB_PORT', fallback: '5432', meaning: 'its port' },
    { name: 'DB_NAME', fallback: 'dashboard', meaning: 'its database' },
    { name: 'DB_USER', fallback: 'admin', meaning: 'who connects' },
    { name: 'DB_PASSWORD', fallback: 'admin', meaning: 'with which password', secret: true },
    { name: 'DB_PASSWORD_FILE', meaning: 'file that holds it, instead of DB_PASSWORD' },
    {
      name: 'DB_OPTIONS_CONNECT_TIMEOUT',
      fallback: '5',
      meaning: 'seconds to wait for a connection',
    },
    { name: 'DB_POOL_SIZE', fallback: '10', meaning: 'connections of one process at most' },
    {
      name: 'DB_STATEMENT_TIMEOUT_MS',
      fallback: '30000',
      meaning: 'milliseconds that one statement of a request may run',
    },
    {
      name: 'MIGRATE_ON_START',
      fallback: 'false',
      meaning: 'serve migrates an external database by itself',
    },
  ],
} as const satisfies VariableGroup

/** What an address does not say is looked for here, as psql does (docs/operations/database.md#a-postgresql-of-your-own). */
export const libpqVariables = {
  title: 'what an address of PostgreSQL does not say, as for psql',
  variables: [
    { name: 'PGHOST', meaning: 'host' },
    { name: 'PGPORT', meaning: 'port' },
    { name: 'PGUSER', meaning: 'user' },
    { name: 'PGPASSWORD', meaning: 'password', secret: true },
    { name: 'PGDATABASE', meaning: 'database' },
    { name: 'PGSSLMODE', meaning: 'whether the connection is encrypted' },
    { name: 'PGSSLROOTCERT', meaning: 'file of authorities that may sign certificates' },
    { name: 'PGSSLCERT', meaning: 'file of the certificate of the client' },
    { name: 'PGSSLKEY', meaning: 'file of the key of the client' },
    { name: 'PGSSLNEGOTIATION', meaning: 'how encryption is begun' },
    { name: 'PGOPTIONS', meaning: 'settings of the session' },
    { name: 'PGAPPNAME', meaning: 'what the session is called' },
    { name: 'PGCONNECT_TIMEOUT', meaning: 'seconds to wait for a connection' },
  ],
} as const satisfies VariableGroup
