import { type RawBuilder, sql, type SqlBool } from 'kysely'
import { orUnknown } from '../../../../domain/unknown.ts'
import type { ReadDatabase } from '../../../database.ts'
import { lastInstantSql } from '../../../instant-bounds-sql.ts'
import { microseconds } from '../../../packed-tests.ts'
import type { HistoryScope } from './history-scope.ts'

/** A build on which tests of a report may have run. */
export type BuildOfReport = {
  readonly ref: number
  readonly config: string | null
  readonly architecture: string | null
  readonly compiler: string | null
  /** No run on it started later; microseconds since 2000-01-01. */
  readonly testsUntil: number
  /** Whether it is one of the commit that is reported. */
  readonly isReported: boolean
}

/** The builds of the reported commit in the window of a report, dummies included. */
export async function findReportedBuilds(
  db: ReadDatabase,
  scope: HistoryScope,
): Promise<BuildOfReport[]> {
  const builds = await buildsWhere(db, scope, {
    commit: sql`git_commit_hash = ${scope.hash}`,
    build: sql`true`,
  })
  return builds.map((build) => ({ ...build, isReported: true }))
}

/**
 * Builds of other commits of the branch in that window, with the configs of the reported ones, dummies
 * included: those with the newest tests first. Checkouts of any origin and tree count.
 */
export async function findOtherBuilds(
  db: ReadDatabase,
  scope: HistoryScope,
  reported: readonly BuildOfReport[],
): Promise<BuildOfReport[]> {
  if (reported.length === 0) return []
  const builds = await buildsWhere(db, scope, {
    commit: sql`git_commit_hash is distinct from ${scope.hash}`,
    build: hasConfigOf(reported),
  })
  return builds.map((build) => ({ ...build, isReported: false }))
}

/**
 * The bounds of the window are subqueries, so that PostgreSQL plans for any window and takes the index (as
 * for the tree listing). One scan for the builds of all checkouts: 8,380 builds on 924 checkouts take 24 ms, 76 by a
 * look-up for each checkout. Of an origin that tests a few of the builds of others, most checkouts are left out: reports
 * on the branch of those 924 take 10 ms in place of 54.
 */
async function buildsWhere(
  db: ReadDatabase,
  { origin, url, branch, since, checkoutsUntil }: HistoryScope,
  { commit, build }: { commit: RawBuilder<SqlBool>; build: RawBuilder<SqlBool> },
): Promise<Omit<BuildOfReport, 'isReported'>[]> {
  const { rows } = await sql<Omit<BuildOfReport, 'isReported'>>`
    select build_ref as ref, config_name as config, architecture, compiler,
      ${microseconds(sql`least(tests_until, ${lastInstantSql})`)} as "testsUntil"
    from build_fact
    where checkout_id = any(array(
        select id from checkouts
        where start_time between (select ${since}::timestamptz) and (select ${checkoutsUntil}::timestamptz)
          and git_repository_url = ${url} and git_repository_branch = ${branch} and ${commit}
          and exists (
            select from checkout_origin o
            where o.checkout_id = checkouts.id and o.origin = ${origin}
              and o.last_test >= ${since}::timestamptz
          )
      ))
      and tests_until >= ${since}::timestamptz
      and start_time between ${since}::timestamptz and ${lastInstantSql}::timestamptz
      and ${build}
    order by tests_until desc, build_ref`.execute(db)
  return rows
}

/**
 * A condition on `build_fact`, by the hash in its index: 11 ms for 20 configs on 924 checkouts, 5 for three, 24 for
 * all. A build without a config, and one of which it is called unknown, are told as one.
 */
function hasConfigOf(builds: readonly BuildOfReport[]): RawBuilder<SqlBool> {
  const configs = new Set(builds.map(({ config }) => orUnknown(config)))
  if (configs.has(orUnknown(null))) return sql<SqlBool>`true`
  const names = sql`${[...configs]}::text[]`
  return sql<SqlBool>`
    hashtextextended(config_name, 0)
      = any(array(select hashtextextended(name, 0) from unnest(${names}) as wanted (name)))
    and config_name = any(${names})`
}
