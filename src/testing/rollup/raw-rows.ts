import type { Kysely, Selectable } from 'kysely'
import type { Database } from '../../store/app/schema/database-types.ts'
import type { BuildRow } from '../../store/app/tables/builds.ts'
import type { CheckoutRow } from '../../store/app/tables/checkouts.ts'
import type { IncidentRow } from '../../store/app/tables/incidents.ts'
import type { IssueRow } from '../../store/app/tables/issues.ts'
import type { TestRow } from '../../store/app/tables/tests.ts'

/** Everything in the five KCIDB tables. */
export type RawRows = {
  issues: IssueRow[]
  checkouts: CheckoutRow[]
  builds: Omit<Selectable<BuildRow>, 'series'>[]
  tests: TestRow[]
  incidents: IncidentRow[]
}

/** Reads the KCIDB tables of a small database, sorted by key. */
export async function readRawRows(db: Kysely<Database>): Promise<RawRows> {
  const [issues, checkouts, builds, tests, incidents] = await Promise.all([
    db.selectFrom('issues').selectAll().orderBy('id').orderBy('version').execute(),
    db.selectFrom('checkouts').selectAll().orderBy('id').execute(),
    db.selectFrom('builds').selectAll().orderBy('id').execute(),
    db.selectFrom('tests').selectAll().orderBy('id').execute(),
    db.selectFrom('incidents').selectAll().orderBy('id').execute(),
  ])
  return { issues, checkouts, builds: builds.map(withoutSeries), tests, incidents }
}

function withoutSeries({
  series: _,
  ...build
}: Selectable<BuildRow>): Omit<Selectable<BuildRow>, 'series'> {
  return build
}
