import type pg from 'pg'
import { rebuildRollUp } from '../../rollup/rebuild/rebuild.ts'
import { createFilledDatabase } from './filled-database.ts'
import type { TestDatabase } from './test-database.ts'

const statements = [
  `insert into checkouts (id, origin, _timestamp, start_time, tree_name, git_repository_url,
      git_repository_branch, git_commit_hash, git_commit_tags)
    select 'c' || n, 'maestro', at, at, 'tree' || n % 20, 'https://git/' || n % 20, 'branch',
      'hash' || n, array['v' || n]
    from generate_series(1, 2000) n,
      lateral (select timestamptz '2025-07-01T00:00:00Z' + n * interval '1 minute' as at) started`,
  `insert into builds (id, checkout_id, origin, status, architecture, compiler, config_name,
      duration, start_time, misc)
    select 'b' || n, 'c' || (n - 1) / 5 + 1, 'maestro', (array['PASS', 'FAIL', null])[n % 3 + 1],
      'arm64', 'gcc-' || n % 4, 'config' || n % 7, n % 900, timestamptz '2025-07-01T00:00:00Z',
      jsonb_build_object('platform', 'kubernetes', 'lab', 'lab' || n % 3)
    from generate_series(1, 10000) n`,
  `insert into tests (id, build_id, origin, path, status, duration, start_time, environment_misc,
      environment_compatible, misc, log_excerpt)
    select 't' || n, 'b' || (n - 1) / 12 + 1, 'maestro',
      case when n % 9 = 0 then 'boot' else 'suite' || n % 5 || '.case' || n % 300 end,
      (array['PASS', 'PASS', 'FAIL', 'SKIP', null, 'ERROR'])[(n + n / 720) % 6 + 1], n % 500,
      timestamptz '2025-07-01T00:00:00Z' + n * interval '1 second',
      jsonb_build_object('platform', 'platform' || n % 8), array['vendor,board' || n % 8, 'soc'],
      jsonb_build_object('runtime', 'lava' || n % 4, 'error_msg', 'timeout'), repeat('x', 300)
    from generate_series(1, 120000) n`,
  `insert into issues (id, version, origin, _timestamp)
    select 'i' || n, 1, 'maestro', timestamptz '2025-07-01T00:00:00Z' from generate_series(1, 500) n`,
  `insert into incidents (id, origin, _timestamp, issue_id, issue_version, test_id, build_id)
    select 'n' || n, 'maestro', timestamptz '2025-07-01T00:00:00Z', 'i' || n % 500 + 1, 1,
      case when n % 5 > 0 then 't' || n * 13 end, case when n % 5 = 0 then 'b' || n end
    from generate_series(1, 9000) n`,
]

/**
 * A database of a test's own with enough rows that PostgreSQL would rather not read all of a table: 2,000
 * checkouts `hash1`… of trees `tree0`…, 5 builds each, 12 tests per build.
 */
export async function createSizableDatabase(): Promise<TestDatabase> {
  return createFilledDatabase('sizable', fill)
}

async function fill(pool: pg.Pool): Promise<void> {
  for (const statement of statements) await pool.query(statement)
  await rebuildRollUp(pool)
}
