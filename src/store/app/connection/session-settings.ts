import pg from 'pg'

/** How long a session lets things last, in milliseconds; 0 is no limit. */
export type Timeouts = {
  /** One statement. */
  statementMs: number
  /** A transaction in which nothing happens. */
  idleInTransactionMs: number
}

/** A transaction in which nothing happens for so long holds up others in vain. */
export const defaultIdleInTransactionMs = 10 * 60_000

/** A setting of PostgreSQL and its value. */
export type Setting = { name: string; value: string }

/** What values look like and how long things may last: neither the server's nor the address's to say. */
const fixedSettings: readonly Setting[] = [
  { name: 'timezone', value: 'UTC' }, // times end in +00, which type-parsers.ts makes a Z
  { name: 'datestyle', value: 'ISO, MDY' },
  { name: 'intervalstyle', value: 'postgres' },
  { name: 'client_encoding', value: 'UTF8' },
  { name: 'extra_float_digits', value: '1' }, // durations with all their digits
  { name: 'bytea_output', value: 'hex' },
  { name: 'standard_conforming_strings', value: 'on' },
  { name: 'array_nulls', value: 'on' },
  { name: 'lock_timeout', value: '0' }, // writers queue for each other
  { name: 'transaction_timeout', value: '0' }, // since PostgreSQL 17
]

/** Everything that an answer or a write rests on and that a session may have otherwise. */
export function sessionSettings({ statementMs, idleInTransactionMs }: Timeouts): Setting[] {
  return [
    ...fixedSettings,
    { name: 'statement_timeout', value: String(statementMs) },
    { name: 'idle_in_transaction_session_timeout', value: String(idleInTransactionMs) },
  ]
}

/**
 * Makes the settings those of the session if the server process is `processId`, and lists the ones
 * that this server knows, each with `own`: whether it was that process.
 */
export function openSessionSql(settings: readonly Setting[], processId: number): string {
  const rows = settings.map(({ name, value }) => `(${literal(name)}, ${literal(value)})`)
  return `
    select name, value,
      case when pg_backend_pid() = ${processId} then set_config(name, value, false) end is not null as own
    from (values ${rows.join(', ')}) as wanted (name, value)
    where current_setting(name, true) is not null`
}

/** Statements that make the settings those of the session, or of the transaction alone. */
export function setSql(settings: readonly Setting[], scope: 'session' | 'local'): string {
  return settings.map(({ name, value }) => `set ${scope} ${name} = ${literal(value)}`).join('; ')
}

function literal(value: string): string {
  return pg.escapeLiteral(value)
}
