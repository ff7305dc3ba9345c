import type { Context } from '../context.ts'
import { openDatabase, type OpenDatabase } from '../store/app/database.ts'

/** Who probes gives up after some seconds itself, in milliseconds. */
const patienceMs = 2_000

/**
 * A connection for the questions of probes alone, so that they wait for nobody: a service that is busy is
 * ready all the same. Whoever opens it disposes of it; it closes by itself when nobody probes.
 */
export function openProbeDatabase({ database, log }: Context): OpenDatabase {
  return openDatabase({
    url: database.url,
    applicationName: `${database.applicationName} probe`,
    poolSize: 1,
    acquireTimeoutMs: patienceMs,
    statementTimeoutMs: patienceMs,
    onIdleError: ({ message }) => log.debug({ reason: message }, 'lost the connection of probes'),
  })
}
