import { type RawBuilder, sql } from 'kysely'
import type { Timestamp } from '../../../store/app/timestamp.ts'
import type { ReadDatabase } from '../../database.ts'
import { isOfRepositoryBranch } from '../../repository-branch.ts'
import type { TestLine } from './test-line.ts'

/** A build on which tests of a line may have run. */
export type BuildOfLine = {
  readonly ref: number
  readonly commit: string | null
  /** The last start of its tests; null also when no answer can write it. */
  readonly testsUntil: Timestamp | null
}

/**
 * The builds of a line, dummies included, those with the newest tests first: builds of one config on
 * checkouts of one branch.
 *
 * @param hasTests a condition on `build_fact`: which of them may have tests that are wanted
 */
export async function findBuilds(
  db: ReadDatabase,
  line: TestLine,
  hasTests: RawBuilder<unknown>,
): Promise<BuildOfLine[]> {
  const { rows } = await sql<BuildOfLine>`
    select f.build_ref as ref, c.git_commit_hash as commit, f.tests_until as "testsUntil"
    from checkouts c
    cross join lateral (
      select build_ref, tests_until from build_fact
      where checkout_id = c.id
        and hashtextextended(config_name, 0) = hashtextextended(${line.config}, 0)
        and config_name = ${line.config} and (${hasTests})
      offset 0
    ) f
    where ${isOfRepositoryBranch(line)}
    order by f.tests_until desc nulls last`.execute(db)
  return rows
}
