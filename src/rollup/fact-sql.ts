/**
 * What a raw row contributes, as SQL text: one place for the roll-up of a batch and for a rebuild of
 * everything, so that the two cannot drift apart. Every fragment names its input by alias or column;
 * nothing here ever holds a value.
 */

/** The prefix of builds that carry tests but are never counted as builds (trees.md 4.4). */
const dummyBuildPrefix = 'maestro:dummy_'

/**
 * A stored status as the position of its counter: `n0` counts missing results, `n1` PASS, … (the
 * order of `statusNames`). A text that is no status counts as missing, as `statusName` reads it.
 */
function statusCodeSql(status: string): string {
  return `case upper(${status}) when 'PASS' then 1 when 'FAIL' then 2 when 'SKIP' then 3
      when 'ERROR' then 4 when 'MISS' then 5 when 'DONE' then 6 else 0 end::smallint`
}

/**
 * b for `boot` and `boot.*`, n without a path, else t (trees.md 4.3). An empty path counts like none:
 * both have the path group `-` (ingestion.md 4.1), and compare and history call both `Unknown`.
 */
function testKindSql(path: string): string {
  return `case when ${path} is null or ${path} = '' then 'n'
      when ${path} = 'boot' or starts_with(${path}, 'boot.') then 'b'
      else 't' end::"char"`
}

/** The text under a key of a JSON object; null when it is absent, empty or not a text (trees.md O12). */
function textOfJsonSql(json: string, key: string): string {
  return `case when jsonb_typeof(${json} -> '${key}') = 'string'
      then nullif(${json} ->> '${key}', '') end`
}

/**
 * Key of a dimension tuple, from the columns of the same names of `row`. The text form of a record
 * quotes its members, so null, `{}` and `{""}` stay apart and no value can imitate a separator.
 */
function dimHashSql(row: string): string {
  return hashSql(
    `row(${row}.origin, ${row}.kind, ${row}.platform, ${row}.compatible, ${row}.lab)::text`,
  )
}

/** Key of a hardware group. `compatible` null gives the group that counts builds (`dim.pl_id`). */
export function hwHashSql(origin: string, platform: string, compatible: string): string {
  return hashSql(`row(${origin}, ${platform}, ${compatible})::text`)
}

/** Key of a test path. */
function pathHashSql(path: string): string {
  return hashSql(path)
}

function hashSql(text: string): string {
  return `sha256(convert_to(${text}, 'UTF8'))`
}

/**
 * A query that gives one row per row of `tests` (any relation with the columns of the table `tests`):
 * everything of a fact that the row itself decides, dimensions still as text. `dim_hash` and
 * `path_hash` are the keys into `dim` and `path`; `path_hash` is null without a path.
 *
 * @param tests a FROM item whose alias is `t`, with joins and conditions that choose rows
 */
export function testSourceSql(tests: string): string {
  // `offset 0` keeps the planner from copying the JSON look-ups into the hash
  return `
    select s.*, ${dimHashSql('s')} as dim_hash, ${pathHashSql('s.path')} as path_hash
    from (
      select t.id as test_id, t.build_id, t.origin,
        ${testKindSql('t.path')} as kind,
        ${textOfJsonSql('t.environment_misc', 'platform')} as platform,
        t.environment_compatible as compatible,
        ${textOfJsonSql('t.misc', 'runtime')} as lab,
        nullif(t.path, '') as path,
        ${statusCodeSql('t.status')} as status,
        t.start_time, t.duration
      from ${tests}
      offset 0
    ) s`
}

/** Columns of `build_fact` that the build row decides, in the order of {@link buildFactSourceSql}. */
export const buildFactColumns = [
  'build_id',
  'checkout_id',
  'origin',
  'status',
  'config_name',
  'architecture',
  'compiler',
  'lab',
  'platform',
  'start_time',
  'duration',
  'dummy',
] as const

/** Select list over a row `b` of `builds`: the values of {@link buildFactColumns}. */
export const buildFactSourceSql = `
    b.id as build_id, b.checkout_id, b.origin,
    ${statusCodeSql('b.status')} as status,
    b.config_name, b.architecture, b.compiler,
    case when jsonb_typeof(b.misc) = 'object'
      then coalesce(${textOfJsonSql('b.misc', 'lab')}, 'Unknown') end as lab,
    ${textOfJsonSql('b.misc', 'platform')} as platform,
    b.start_time, b.duration,
    ${isDummyBuildSql('b.id')} as dummy`

/** Whether a build id is that of a dummy. Not LIKE, where the underscore would be a wildcard. */
export function isDummyBuildSql(buildId: string): string {
  return `starts_with(${buildId}, '${dummyBuildPrefix}')`
}

/** An incident that asserts its issue: null counts as present (decisions 1). */
export function isPresentSql(incident: string): string {
  return `${incident}.present is distinct from false`
}

/**
 * A LATERAL item: `issue_id`, `issue_version` of the earliest present incident of a test, no row when
 * there is none (decisions 1: smallest (`_timestamp`, id)).
 */
export function earliestIncidentSql(testId: string): string {
  return `(
      select i.issue_id, i.issue_version
      from incidents i
      where i.test_id = ${testId} and ${isPresentSql('i')}
      order by i._timestamp, i.id collate "C"
      limit 1
    )`
}
