import { type RawBuilder, sql } from 'kysely'
import type { Timestamp } from '../../../store/app/values/timestamp.ts'
import { isOfRepositoryBranch, type RepositoryBranch } from '../../repository-branch.ts'

/** Where something worked last before an issue showed itself. */
export type LastGood = {
  /** Of the build, or of the test. */
  readonly id: string
  readonly commit: string
  readonly startTime: Timestamp | null
  /** When the checkout of the commit began. */
  readonly checkoutStart: Timestamp
}

/** What it is looked for: before when, and of which issue nothing is known there. */
export type GoodScope = {
  readonly branch: RepositoryBranch
  /** When the checkout began in which the issue showed itself first. */
  readonly before: Timestamp
  readonly issueId: string
}

const daysBack = 18

/**
 * The newest of the last 18 days' checkouts of a branch in which something worked, and of whose commit nothing shows
 * the issue (notifications.md 2.5, 2.6). Checkouts are looked at newest first, until there is one. All of them began
 * before the one that is bad: the reference may name a good commit that is newer (notifications.md O-28).
 *
 * @param worked a FROM item with `id` and `start_time`, for a row `c` of `checkouts`: what worked there
 */
export function lastGoodSql(
  { branch, before, issueId }: GoodScope,
  worked: RawBuilder<unknown>,
): RawBuilder<LastGood> {
  return sql<LastGood>`
    select good.id, c.git_commit_hash as commit, good.start_time as "startTime",
      c.start_time as "checkoutStart"
    from (
      select * from checkouts c
      where ${isOfRepositoryBranch(branch)} and c.git_commit_hash is not null
        and c.start_time >= ${before}::timestamptz - interval '1 day' * ${daysBack}
        and c.start_time < ${before}::timestamptz
      order by c.start_time desc nulls last
      offset 0
    ) c
    cross join lateral (${worked} limit 1) good
    where not exists (
      select from checkouts same
      join build_fact f on f.checkout_id = same.id
      join incident_fact i on i.build_ref = f.build_ref
      join issue_key k on k.issue_ref = i.issue_ref
      where same.git_commit_hash = c.git_commit_hash and k.id = ${issueId}
      offset 0
    )
    order by c.start_time desc nulls last
    limit 1`
}
