import type pg from 'pg'
import { rebuildRollUp } from '../../src/rollup/rebuild/rebuild.ts'

/** A commit with one build, and all of its tests. */
export type LargeBuild = { build: string; commit: string; tests: number }

/**
 * Stores a build with so many tests, some 280 bytes each in a list, as a tree has them that runs very many
 * small tests.
 */
export async function storeLargeBuild(
  pool: pg.Pool,
  { build, commit, tests }: LargeBuild,
): Promise<void> {
  await pool.query(
    `insert into checkouts (id, origin, tree_name, git_repository_url, git_repository_branch,
       git_commit_hash, start_time, _timestamp)
     values ('maestro:' || $1, 'maestro', 'mainline', 'https://git/linux.git', 'master', $1,
       now() - interval '1 hour', now())`,
    [commit],
  )
  await pool.query(
    `insert into builds (id, checkout_id, origin, config_name, architecture, compiler, status,
       start_time, _timestamp)
     values ($1, 'maestro:' || $2, 'maestro', 'defconfig', 'arm64', 'gcc-12', 'PASS', now(), now())`,
    [build, commit],
  )
  await pool.query(
    `insert into tests (id, build_id, origin, path, status, start_time, duration,
       environment_compatible, environment_misc, misc, _timestamp)
     select $1 || ':' || n, $1, 'maestro', 'ltp.syscalls.case' || n % 5000,
       (array['PASS', 'FAIL', 'SKIP'])[1 + n % 3]::text,
       now() - n * interval '1 millisecond', n % 100,
       array['board,large', 'vendor,soc'], '{"platform":"board-large"}', '{"runtime":"lab-large"}', now()
     from generate_series(1, $2::int) n`,
    [build, tests],
  )
}

/** Whether an earlier run has stored it, to its end. */
export async function isStored(pool: pg.Pool, { build, tests }: LargeBuild): Promise<boolean> {
  const { rows } = await pool.query<{ tests: number }>(
    `select count(*)::int as tests from test_fact join build_fact using (build_ref) where build_id = $1`,
    [build],
  )
  return rows[0]?.tests === tests
}

/** Sums up what was stored, and lets PostgreSQL look at it, as time would. */
export async function settle(pool: pg.Pool): Promise<void> {
  await rebuildRollUp(pool)
  await pool.query('vacuum analyze')
}
