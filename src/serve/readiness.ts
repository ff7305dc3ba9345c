import { sql } from 'kysely'
import type { Context } from '../context.ts'
import type { Readiness, ReadinessCheck } from '../http/readiness.ts'
import { errorMessage } from '../platform/errors/error-message.ts'
import type { Replica } from '../store/app/replicas/replica.ts'
import { appMigrationStates } from '../store/app/schema/migrate.ts'

type LookedAt = {
  database: Pick<Context['database'], 'db'>
  replicas: readonly Pick<Replica, 'state'>[]
  log: Context['log']
}

/**
 * What `/readyz` looks at (docs/operations/alarms.md#health): the database answers, is current, and has
 * its data. Probes ask every few seconds, so the log tells when an answer changes, not each answer; those that
 * ask at the same time get the same one.
 */
export function readinessCheck(
  { database, replicas, log }: LookedAt,
  isLoadingDemoData: () => boolean,
): () => Promise<Readiness> {
  const inTrouble = new Set<string>()
  const check = async (name: string, message: string, run: () => Promise<boolean>) => {
    try {
      const ok = await run()
      if (inTrouble.delete(name)) log.info({ check: name }, 'answers again')
      return ok ? { name, ok } : { name, ok, message }
    } catch (error) {
      if (!inTrouble.has(name)) log.warn({ reason: errorMessage(error), check: name }, 'not ready')
      inTrouble.add(name)
      return { name, ok: false, message }
    }
  }
  const isReachable = async () => {
    await sql`select 1`.execute(database.db)
    return true
  }
  const isMigrated = async () =>
    (await appMigrationStates(database)).every((state) => state.appliedAt !== null)

  const look = async () => {
    const reachable: ReadinessCheck = await check(
      'database',
      'the database does not answer',
      isReachable,
    )
    if (!reachable.ok) return { checks: [reachable] }
    return {
      checks: [
        reachable,
        await check('migrations', 'migrations are missing: migrate app up', isMigrated),
        await check('demo data', 'example data is being loaded', async () => !isLoadingDemoData()),
        ...lookAtReplicas(replicas),
      ],
    }
  }
  let looking: Promise<Readiness> | undefined
  return () => (looking ??= look().finally(() => (looking = undefined)))
}

/** Without any of them the primary answers, so they make nothing unready. */
export function lookAtReplicas(replicas: readonly Pick<Replica, 'state'>[]): ReadinessCheck[] {
  if (replicas.length === 0) return []
  const fit = replicas.filter(({ state }) => state === 'fit').length
  const message = `${fit} of ${replicas.length} answer and are in step`
  return [{ name: 'replicas', ok: true, ...(fit < replicas.length ? { message } : {}) }]
}
