import { sql } from 'kysely'
import type { ReadDatabase } from '../database.ts'
import {
  labOfTest,
  type StoredTest,
  storedTestColumns,
  toStoredTest,
} from '../details/stored-test.ts'
import { comesAfter, listedTime, type ListPage, wholeList } from '../list-page.ts'

/**
 * Tests and boots of a build, oldest first (api-misc.md 4.2). Empty when the build itself has not
 * arrived, even if tests of it have (api-misc.md O28): its fact row then has no checkout. The ids
 * come from the fact tables, so that `tests` needs no index on `build_id`.
 */
export async function listBuildTests(
  db: ReadDatabase,
  buildId: string,
  page: ListPage = wholeList,
): Promise<StoredTest[]> {
  const start = listedTime(sql.ref('t.start_time'))
  const rows = await db
    .selectFrom('build_fact as b')
    .innerJoin('test_fact as f', 'f.build_ref', 'b.build_ref')
    .innerJoin('tests as t', 't.id', 'f.test_id')
    .select(['t.id', ...storedTestColumns, labOfTest])
    .where('b.build_id', '=', buildId)
    .where('b.checkout_id', 'is not', null)
    .where(sql<boolean>`${comesAfter(page, 'oldest first', start, sql.ref('t.id'))}`)
    .orderBy(start, (order) => order.asc().nullsLast())
    .orderBy(sql`t.id collate "C"`)
    .$if(page.most !== null, (query) => query.limit(page.most))
    .execute()
  return rows.map(toStoredTest)
}
