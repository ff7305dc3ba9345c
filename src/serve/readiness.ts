import { sql } from 'kysely'
import type { Context } from '../context.ts'
import type { Readiness, ReadinessCheck } from '../http/readiness.ts'
import { appMigrationStates } from '../store/app/migrate.ts'
import type { DemoState } from './demo-data.ts'

/** What `/readyz` looks at (architecture.md 6): the database answers, is current, and has its data. */
export async function checkReadiness(
  { database, log }: Context,
  demo: () => DemoState,
): Promise<Readiness> {
  const check = async (name: string, message: string, run: () => Promise<boolean>) => {
    try {
      return (await run()) ? { name, ok: true } : { name, ok: false, message }
    } catch (error) {
      log.warn({ err: error, check: name }, 'not ready')
      return { name, ok: false, message }
    }
  }
  const reachable: ReadinessCheck = await check(
    'database',
    'the database does not answer',
    async () => {
      await sql`select 1`.execute(database.db)
      return true
    },
  )
  if (!reachable.ok) return { checks: [reachable] }
  const migrated = await check('migrations', 'migrations are missing: migrate app up', async () =>
    (await appMigrationStates(database)).every((state) => state.appliedAt !== null),
  )
  const loaded = await check(
    'demo data',
    'example data is being loaded',
    async () => demo() !== 'loading',
  )
  return { checks: [reachable, migrated, loaded] }
}
