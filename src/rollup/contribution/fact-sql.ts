import { arrivalDaySql } from './arrival-day-sql.ts'

/**
 * What a raw row contributes, as SQL text: one place for the roll-up of a batch and for a rebuild of
 * everything, so that the two cannot drift apart. Every fragment names its input by alias or column;
 * nothing here ever holds a value.
 */

/** The prefix of builds that carry tests but are never counted as builds (trees.md 4.4). */
const dummyBuildPrefix = 'maestro:dummy_'

/**
 * A stored status as the position of its counter: `n0` counts missing results, `n1` PASS, … (the
 * order of `statusNames`). A text that is no status counts as missing, as `statusName` reads it. Upper case
 * is made of the rare text that is not in it: made of each it cost 0.3 µs per test.
 */
function statusCodeSql(status: string): string {
  const codeOf = (text: string, otherwise: string) =>
    `case ${text} when 'PASS' then 1 when 'FAIL' then 2 when 'SKIP' then 3
      when 'ERROR' then 4 when 'MISS' then 5 when 'DONE' then 6 else ${otherwise} end`
  return `(${codeOf(status, codeOf(`upper(${status})`, '0'))})::smallint`
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

/** The dimensions of a test: what tests of one cell have in common. */
const dimensions = ['origin', 'kind', 'platform', 'compatible', 'lab'] as const
type Dimension = (typeof dimensions)[number]

/** The value of each dimension, from a row `test` of `tests`. */
function dimensionsSql(test: string): Record<Dimension, string> {
  return {
    origin: `${test}.origin`,
    kind: testKindSql(`${test}.path`),
    platform: textOfJsonSql(`${test}.environment_misc`, 'platform'),
    compatible: `${test}.environment_compatible`,
    lab: textOfJsonSql(`${test}.misc`, 'runtime'),
  }
}

/**
 * A dimension tuple as one text. The text form of a record quotes its members, so null, `{}` and
 * `{""}` stay apart and no value can imitate a separator.
 */
function dimTextSql(value: (dimension: Dimension) => string): string {
  return `row(${dimensions.map(value).join(', ')})::text`
}

/** Key of a hardware group. `compatible` null gives the group that counts builds (`dim.pl_id`). */
export function hwHashSql(origin: string, platform: string, compatible: string): string {
  return hashSql(`row(${origin}, ${platform}, ${compatible})::text`)
}

/** Key of a text in the dictionary `dim` (a `dim_text`) or `path`. */
export function hashSql(text: string): string {
  return `sha256(convert_to(${text}, 'UTF8'))`
}

/** Select list over a row `test` of `tests`: what a fact holds beside its dimensions. */
function testValuesSql(test: string): string {
  return `${test}.id as test_id, ${test}.build_id, nullif(${test}.path, '') as path,
        ${statusCodeSql(`${test}.status`)} as status,
        ${arrivalDaySql(`${test}._timestamp`)} as arrived, ${test}.start_time, ${test}.duration`
}

/**
 * Select list over a row `test` of `tests`: everything of a fact that the row itself decides. All
 * dimensions are one text, `dim_text`; it and `path` are keys of dictionaries once hashed.
 */
export function testSourceSql(test: string): string {
  const values = dimensionsSql(test)
  return `${testValuesSql(test)}, ${dimTextSql((name) => values[name])} as dim_text`
}

/**
 * A query that gives the same with every dimension as a column, and with the keys into `dim` and
 * `path`: `dim_hash`, and `path_hash`, which is null without a path.
 *
 * @param tests a FROM item whose alias is `t`, with joins and conditions that choose rows
 */
export function testDetailsSql(tests: string): string {
  const values = dimensionsSql('t')
  const selected = dimensions.map((name) => `${values[name]} as ${name}`).join(', ')
  const dimText = dimTextSql((name) => `s.${name}`)
  // `offset 0` keeps the planner from copying the JSON look-ups into the hash
  return `
    select s.*, ${hashSql(dimText)} as dim_hash, ${hashSql('s.path')} as path_hash
    from (
      select ${testValuesSql('t')}, ${selected}
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
  'arrived',
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
    ${isDummyBuildSql('b.id')} as dummy,
    ${arrivalDaySql('b._timestamp')} as arrived`

/** Whether a build id is that of a dummy. Not LIKE, where the underscore would be a wildcard. */
export function isDummyBuildSql(buildId: string): string {
  return `starts_with(${buildId}, '${dummyBuildPrefix}')`
}

/**
 * A query that gives `test_id`, `issue_id`, `issue_version` of the earliest present incident of each
 * test that has one (decisions.md 1: smallest (`_timestamp`, id); null counts as present).
 *
 * @param incidents a FROM item whose alias is `i`
 */
export function earliestIncidentsSql(incidents: string): string {
  return `
      select distinct on (i.test_id) i.test_id, i.issue_id, i.issue_version
      from ${incidents}
      where i.test_id is not null and i.present is distinct from false
      order by i.test_id, i._timestamp, i.id collate "C"`
}
