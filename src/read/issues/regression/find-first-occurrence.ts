import { type RawBuilder, sql } from 'kysely'
import type { Timestamp } from '../../../store/app/values/timestamp.ts'
import type { ReadDatabase } from '../../database.ts'
import type { Occurrence, OccurrenceCheckout } from './occurrence.ts'

/**
 * Where an issue showed itself first, whatever its version: in a build if it ever did (notifications.md O-27), else
 * in a test; null while what its incidents name, or the checkouts of that, have not arrived. An incident that names a
 * test is about the test, also when it names the build of it (trees.md 4.8); one that is denied is none.
 *
 * @param paths of tests that count; null: all
 */
export async function findFirstOccurrence(
  db: ReadDatabase,
  issueId: string,
  paths: readonly string[] | null,
): Promise<Occurrence | null> {
  const build = await firstOf(db, issueId, 'build', namesBuild, checkoutOfBuild)
  return build ?? (await firstOf(db, issueId, 'test', namesTest, checkoutOfTest(paths)))
}

const namesBuild = sql`build_id is not null and test_id is null`
const namesTest = sql`test_id is not null`

const checkoutOfBuild = sql`
  select checkout_id, null::text as path from builds where id = n.build_id`

function checkoutOfTest(paths: readonly string[] | null): RawBuilder<unknown> {
  return sql`
    select b.checkout_id, t.path from tests t join builds b on b.id = t.build_id
    where t.id = n.test_id and (${paths}::text[] is null or t.path = any(${paths}::text[]))`
}

type Row = Omit<OccurrenceCheckout, 'tags'> & {
  firstSeen: Timestamp | null
  path: string | null
  tags: string[] | null
}

/** Looks what incidents name up by its key, in the order in which they were stored, until it is there. */
async function firstOf(
  db: ReadDatabase,
  issueId: string,
  kind: Occurrence['kind'],
  names: RawBuilder<unknown>,
  shownIn: RawBuilder<unknown>,
): Promise<Occurrence | null> {
  const { rows } = await sql<Row>`
    select n._timestamp as "firstSeen", shown.path, c.id, c.origin, c.tree_name as tree,
      c.git_repository_url as url, c.git_repository_branch as branch,
      c.git_commit_hash as commit, c.git_commit_name as "commitName", c.git_commit_tags as tags,
      c.start_time as "startTime"
    from (
      select _timestamp, id collate "C" as place, build_id, test_id from incidents
      where issue_id = ${issueId} and ${names} and present is distinct from false
      order by _timestamp asc nulls last, place
      offset 0
    ) n
    cross join lateral (${shownIn} offset 0) shown
    cross join lateral (select * from checkouts where id = shown.checkout_id offset 0) c
    order by n._timestamp asc nulls last, n.place
    limit 1`.execute(db)
  const [row] = rows
  if (row === undefined) return null
  const { firstSeen, path, tags, ...checkout } = row
  return { firstSeen, kind, path, checkout: { ...checkout, tags: tags ?? [] } }
}
