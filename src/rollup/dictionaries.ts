import type pg from 'pg'
import { hwHashSql, testSourceSql } from './fact-sql.ts'
import { run, type Statement } from './statement.ts'

/**
 * Adds the hardware groups that `source` names and `hw_key` lacks: each with its compatibles and
 * without. `source` has the columns of `testSourceSql`, and `dim_id`: rows that have one are
 * done.
 */
export function addHardwareSql(source: string): string {
  const hash = hwHashSql('s.origin', 's.platform', 's.compatible')
  const platformHash = hwHashSql('s.origin', 's.platform', 'null::text[]')
  const rows = `from ${source} s where s.dim_id is null and s.platform is not null`
  return `
    insert into hw_key (hash, origin, platform, compatible)
    select distinct on (n.hash) n.hash, n.origin, n.platform, n.compatible
    from (
      select ${hash} as hash, s.origin, s.platform, s.compatible ${rows}
      union all
      select ${platformHash}, s.origin, s.platform, null ${rows}
    ) n
    where not exists (select from hw_key k where k.hash = n.hash)
    order by n.hash`
}

/** Adds the dimension tuples that `source` names and `dim` lacks; their hardware must be there. */
export function addDimensionsSql(source: string): string {
  return `
    insert into dim (hash, origin, kind, platform, compatible, lab, hw_id, pl_id)
    select distinct on (s.dim_hash)
      s.dim_hash, s.origin, s.kind, s.platform, s.compatible, s.lab, h.hw_id, p.hw_id
    from ${source} s
    left join hw_key h on h.hash = ${hwHashSql('s.origin', 's.platform', 's.compatible')}
    left join hw_key p on p.hash = ${hwHashSql('s.origin', 's.platform', 'null::text[]')}
    where s.dim_id is null and not exists (select from dim d where d.hash = s.dim_hash)
    order by s.dim_hash`
}

/** Adds the test paths that `source` names and `path` lacks. */
export function addPathsSql(source: string): string {
  return `
    insert into path (hash, path)
    select distinct on (s.path_hash) s.path_hash, s.path
    from ${source} s
    where s.path_id is null and s.path_hash is not null
      and not exists (select from path p where p.hash = s.path_hash)
    order by s.path_hash`
}

/** Adds the issue versions that `incidents` (rows with `issue_id`, `issue_version`) names and `issue_key` lacks. */
export function addIssueKeysSql(incidents: string): string {
  return `
    insert into issue_key (id, version)
    select distinct i.issue_id, i.issue_version
    from ${incidents} i
    where not exists (
      select from issue_key k where k.id = i.issue_id and k.version = i.issue_version
    )`
}

/** One test for each new dimension tuple, read once more for its texts. */
const newDimensions = `(
      select s.*, null::integer as dim_id
      from (
        select distinct on (dim_hash) test_id from noted_test where dim_id is null order by dim_hash
      ) n
      cross join lateral (${testSourceSql('tests t where t.id = n.test_id')}) s
    )`

const newPaths = `(
      select n.path_hash, t.path, null::integer as path_id
      from (
        select distinct on (path_hash) path_hash, test_id
        from noted_test where path_id is null and path_hash is not null order by path_hash
      ) n
      join tests t on t.id = n.test_id
    )`

const countMissing: Statement = {
  name: 'rollup_missing',
  text: `
    select count(*) filter (where dim_id is null) as dimensions,
      count(*) filter (where path_id is null and path_hash is not null) as paths
    from noted_test`,
}

const addHardware: Statement = { name: 'rollup_hw_key', text: addHardwareSql(newDimensions) }
const addDimensions: Statement = { name: 'rollup_dim', text: addDimensionsSql(newDimensions) }
const addPaths: Statement = { name: 'rollup_path', text: addPathsSql(newPaths) }
const addIssueKeys: Statement = {
  name: 'rollup_issue_key',
  text: addIssueKeysSql('noted_incident'),
}

/**
 * Makes sure that every text of a touched test has a number. In the steady state nothing is missing
 * and one look at the touched tests is all it costs.
 */
export async function addMissingNumbers(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ dimensions: number; paths: number }>(countMissing)
  const { dimensions = 0, paths = 0 } = rows[0] ?? {}
  if (dimensions > 0) {
    await run(client, addHardware)
    await run(client, addDimensions)
  }
  if (paths > 0) await run(client, addPaths)
}

/** Gives every issue version that a touched incident names its number. */
export async function addMissingIssueKeys(client: pg.ClientBase): Promise<void> {
  await run(client, addIssueKeys)
}
