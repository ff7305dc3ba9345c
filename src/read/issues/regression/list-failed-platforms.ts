import { sql } from 'kysely'
import type { Timestamp } from '../../../store/app/values/timestamp.ts'
import type { ReadDatabase } from '../../database.ts'

/** The tests on one platform that show an issue, by the newest of them. */
export type FailedPlatform = {
  /** Null: of tests that name none. */
  readonly platform: string | null
  readonly compatibles: readonly string[]
  /** The test that started last. */
  readonly testId: string
  readonly path: string | null
  /** Of its build. */
  readonly config: string | null
  /** How many tests on this platform show the issue. */
  readonly tests: number
  /** When the first of their incidents was stored. */
  readonly firstSeen: Timestamp | null
}

/**
 * Tests of one issue that are looked at. A chronic one may have tens of thousands, each a look-up somewhere else: 42,000
 * in 10 million tests took 5 to 6 s under load, 8 s cold; 5,000 say as well what fails today.
 */
export const mostTests = 5_000

/**
 * The platforms on which tests show an issue of whatever version, each once, in the order of their names
 * (notifications.md 2.4), with any path (notifications.md O-06); by the 5,000 tests that were named last. What is needed
 * of tests is in the facts: the rows of `tests` are wide.
 */
export async function listFailedPlatforms(
  db: ReadDatabase,
  issueId: string,
): Promise<FailedPlatform[]> {
  const { rows } = await sql<
    Omit<FailedPlatform, 'compatibles'> & { compatibles: string[] | null }
  >`
    with newest as materialized (
      select distinct on (d.platform collate "C")
        d.platform, d.compatible, f.test_id, f.build_ref, f.path_id,
        count(*) over (partition by d.platform) as tests,
        min(n.first_seen) over (partition by d.platform) as first_seen
      from (
        select test_id, min(_timestamp) as first_seen from incidents
        where issue_id = ${issueId} and test_id is not null and present is distinct from false
        group by test_id
        order by max(_timestamp) desc nulls last, test_id collate "C" limit ${mostTests}
      ) n
      cross join lateral (
        select test_id, build_ref, dim_id, path_id, start_time from test_fact
        where test_id = n.test_id offset 0
      ) f
      join dim d on d.dim_id = f.dim_id
      order by d.platform collate "C", f.start_time desc nulls last, f.test_id collate "C" desc
    )
    select f.platform, f.compatible as compatibles, f.test_id as "testId", p.path,
      b.config_name as config, f.tests, f.first_seen as "firstSeen"
    from newest f
    join build_fact b on b.build_ref = f.build_ref
    left join path p on p.path_id = f.path_id
    order by f.platform collate "C"
    `.execute(db)
  return rows.map(({ compatibles, ...row }) => ({ ...row, compatibles: compatibles ?? [] }))
}
