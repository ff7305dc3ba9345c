import { sql } from 'kysely'
import type { Context } from '../context.ts'
import type { Readiness, ReadinessCheck } from '../http/readiness.ts'
import { errorMessage } from '../platform/error-message.ts'
import { appMigrationStates } from '../store/app/migrate.ts'

/**
 * What `/readyz` looks at (docs/operations/alarms.md#health): the database answers, is current, and has
 * its data. Probes ask every few seconds, so the log tells when an answer changes, not each answer; those that
 * ask at the same time get the same one.
 */
export function readinessCheck(
  { database, log }: { database: Pick<Context['database'], 'db'>; log: Context['log'] },
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
      ],
    }
  }
  let looking: Promise<Readiness> | undefined
  return () => (looking ??= look().finally(() => (looking = undefined)))
}
