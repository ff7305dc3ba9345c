import { hashSql, hwHashSql, testDetailsSql } from '../contribution/fact-sql.ts'
import { insertPlaceholderBuilds } from '../sums/facts.ts'
import { isMissingSql, oneByOne, oneByOneOrNull } from '../session/joining.ts'
import type { Statement } from '../session/statement.ts'

/**
 * Adds the hardware groups that `source` names and `hw_key` lacks: each with its compatibles and
 * without. `source` has the columns of `testDetailsSql`, and `dim_id`: rows that have one are
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
    where ${isMissingSql('hw_key', 'k', 'k.hash = n.hash')}
    order by n.hash`
}

/** Adds the labs that `source` names and `lab` lacks. `source` is as for {@link addHardwareSql}. */
export function addLabsSql(source: string): string {
  return `
    insert into lab (hash, lab)
    select n.hash, n.lab
    from (
      select distinct ${hashSql('s.lab')} as hash, s.lab
      from ${source} s where s.dim_id is null and s.lab is not null
    ) n
    where ${isMissingSql('lab', 'l', 'l.hash = n.hash')}
    order by n.hash`
}

/** Adds the dimension tuples that `source` names and `dim` lacks; their hardware and labs must be there. */
export function addDimensionsSql(source: string): string {
  return `
    insert into dim (hash, origin, kind, platform, compatible, lab, hw_id, pl_id, lab_id)
    select distinct on (s.dim_hash)
      s.dim_hash, s.origin, s.kind, s.platform, s.compatible, s.lab, h.hw_id, p.hw_id, l.lab_id
    from ${source} s
    ${oneByOneOrNull('hw_key', 'h', `h.hash = ${hwHashSql('s.origin', 's.platform', 's.compatible')}`)}
    ${oneByOneOrNull('hw_key', 'p', `p.hash = ${hwHashSql('s.origin', 's.platform', 'null::text[]')}`)}
    ${oneByOneOrNull('lab', 'l', `l.hash = ${hashSql('s.lab')}`)}
    where s.dim_id is null and ${isMissingSql('dim', 'd', 'd.hash = s.dim_hash')}
    order by s.dim_hash`
}

/** Adds the test paths that `source` names and `path` lacks. */
export function addPathsSql(source: string): string {
  return `
    insert into path (hash, path)
    select distinct on (s.path_hash) s.path_hash, s.path
    from ${source} s
    where s.path_id is null and s.path_hash is not null
      and ${isMissingSql('path', 'p', 'p.hash = s.path_hash')}
    order by s.path_hash`
}

/** Adds the issue versions that `incidents` (rows with `issue_id`, `issue_version`) names and `issue_key` lacks. */
export function addIssueKeysSql(incidents: string): string {
  return `
    insert into issue_key (id, version)
    select distinct i.issue_id, i.issue_version
    from ${incidents} i
    where ${isMissingSql('issue_key', 'k', 'k.id = i.issue_id and k.version = i.issue_version')}`
}

/** One test for each new dimension tuple, read once more for its texts. */
const newDimensions = `(
      select s.*, null::integer as dim_id
      from (
        select distinct on (dim_hash) test_id from test_delta where dim_id is null order by dim_hash
      ) n
      cross join lateral (${testDetailsSql('tests t where t.id = n.test_id')}) s
    )`

const newPaths = `(
      select n.path_hash, t.path, null::integer as path_id
      from (
        select distinct on (path_hash) path_hash, test_id
        from test_delta where path_id is null and path_hash is not null order by path_hash
      ) n
      ${oneByOne('tests', 't', 't.id = n.test_id')}
    )`

const addHardware: Statement = { name: 'rollup_hw_key', text: addHardwareSql(newDimensions) }
const addLabs: Statement = { name: 'rollup_lab', text: addLabsSql(newDimensions) }
const addDimensions: Statement = { name: 'rollup_dim', text: addDimensionsSql(newDimensions) }
const addPaths: Statement = { name: 'rollup_path', text: addPathsSql(newPaths) }
/** Gives every issue version that a touched incident names its number. */
export const addMissingIssueKeys: Statement = {
  name: 'rollup_issue_key',
  text: addIssueKeysSql('noted_incident'),
}

const fillNumbers: Statement = {
  name: 'rollup_fill_numbers',
  text: `
    update test_delta n set
      build_ref = coalesce(
        n.build_ref, (select b.build_ref from build_fact b where b.build_id = n.build_id)),
      dim_id = coalesce(n.dim_id, (select d.dim_id from dim d where d.hash = n.dim_hash)),
      path_id = coalesce(n.path_id, (select p.path_id from path p where p.hash = n.path_hash))
    where n.build_ref is null or n.dim_id is null or n.path_id is null`,
}

/** How many touched tests have something without a number. */
export type MissingNumbers = {
  missing_builds: number
  missing_dimensions: number
  missing_paths: number
}

/** Statements that give everything that touched tests name a number: in the steady state none. */
export function addMissingNumbers(missing: MissingNumbers): Statement[] {
  const { missing_builds: builds, missing_dimensions: dimensions, missing_paths: paths } = missing
  if (builds + dimensions + paths === 0) return []
  return [
    ...(builds > 0 ? [insertPlaceholderBuilds] : []),
    ...(dimensions > 0 ? [addHardware, addLabs, addDimensions] : []),
    ...(paths > 0 ? [addPaths] : []),
    fillNumbers,
  ]
}
