import { type RawBuilder, sql } from 'kysely'
import type { StatusCode } from '../../../domain/status.ts'
import type { Timestamp } from '../../../store/app/values/timestamp.ts'
import type { RepositoryBranch } from '../../repository-branch.ts'

/**
 * What the runs of a history have in common (api-misc.md 5.3). Architecture, compiler and the origin of
 * the test are no part of it (api-misc.md O29).
 */
export type TestLine = RepositoryBranch & {
  readonly config: string
  /** Letter for letter; empty: tests without one. */
  readonly path: string
  /** Absent or empty: tests that name none. */
  readonly platform?: string | undefined
}

/** Where tests of a line are found: numbers of builds, dimensions and path. */
export type Places = {
  readonly builds: readonly number[]
  readonly dimensionIds: readonly number[]
  readonly pathId: number
}

/** A run of the test. */
export type Run = {
  readonly id: string
  /** Of the checkout of its build. */
  readonly commit: string | null
  readonly status: StatusCode
  readonly start_time: Timestamp | null
}

/** FROM items `build` (ref) and `place` (dim_id): each pair in which there may be runs. */
export function placesSql({ builds, dimensionIds }: Places): RawBuilder<unknown> {
  return sql`unnest(${builds}::int[]) as build (ref)
      cross join unnest(${dimensionIds}::int[]) as place (dim_id)`
}

/** FROM and WHERE: the facts of the line in such a pair; conditions may follow. */
export function factsOfPlaceSql({ pathId }: Places): RawBuilder<unknown> {
  return sql`test_fact
        where build_ref = build.ref and dim_id = place.dim_id and path_id = ${pathId}`
}

/** The commit of a run: a column for a FROM item `f` with `build_ref`. */
export const commitOfRun = sql`(
      select c.git_commit_hash from build_fact b join checkouts c on c.id = b.checkout_id
      where b.build_ref = f.build_ref
    )`
