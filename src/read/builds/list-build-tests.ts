import { sql } from 'kysely'
import { type StatusName, statusName } from '../../domain/status.ts'
import type { Timestamp } from '../../store/app/timestamp.ts'
import type { ReadDatabase } from '../database.ts'
import { jsonColumn } from '../json-column.ts'
import { comesAfter, listedTime, type ListPage, wholeList } from '../list-page.ts'

/** A test or boot in the list of its build. */
export type BuildTest = {
  id: string
  status: StatusName
  duration: number | null
  path: string | null
  start_time: Timestamp | null
  environment_compatible: string[] | null
  environment_misc: unknown
  lab: string | null
}

/**
 * Tests and boots of a build, oldest first (api-misc.md 4.2). Empty when the build itself has not
 * arrived, even if tests of it have (api-misc.md O28): its fact row then has no checkout. The ids
 * come from the fact tables, so that `tests` needs no index on `build_id`.
 */
export async function listBuildTests(
  db: ReadDatabase,
  buildId: string,
  page: ListPage = wholeList,
): Promise<BuildTest[]> {
  const start = listedTime(sql.ref('t.start_time'))
  const rows = await db
    .selectFrom('build_fact as b')
    .innerJoin('test_fact as f', 'f.build_ref', 'b.build_ref')
    .innerJoin('tests as t', 't.id', 'f.test_id')
    .select([
      't.id',
      't.status',
      't.duration',
      't.path',
      't.start_time',
      't.environment_compatible',
      't.environment_misc',
      // a runtime that is no text is shown as its JSON (api-misc.md O25)
      sql<string | null>`t.misc ->> 'runtime'`.as('lab'),
    ])
    .where('b.build_id', '=', buildId)
    .where('b.checkout_id', 'is not', null)
    .where(sql<boolean>`${comesAfter(page, 'oldest first', start, sql.ref('t.id'))}`)
    .orderBy(start, (order) => order.asc().nullsLast())
    .orderBy(sql`t.id collate "C"`)
    .$if(page.most !== null, (query) => query.limit(page.most))
    .execute()
  return rows.map((row) => ({
    ...row,
    status: statusName(row.status),
    environment_misc: jsonColumn(row.environment_misc),
  }))
}
