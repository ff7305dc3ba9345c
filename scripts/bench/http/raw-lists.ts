import type pg from 'pg'

/** The lists of which every item is a row: what they are compared with can be had by SQL alone. */
const listed = new Set([
  'treeDetailsView',
  'treeDetailsDirectView',
  'treeDetailsBuildsView',
  'treeDetailsBuildsDirectView',
  'treeDetailsBootsView',
  'treeDetailsBootsDirectView',
  'treeDetailsTestsView',
  'treeDetailsTestsDirectView',
  'hardwareDetails',
  'hardwareDetailsBuilds',
  'hardwareDetailsBoots',
  'hardwareDetailsTests',
  'buildTests',
  'issueDetailsTests',
  'issueDetailsBuilds',
])

/** Whether an operation answers with a whole list. */
export function isWholeList(operation: string): boolean {
  return listed.has(operation)
}

/** Ids of the rows that an answer shows. */
export type ListedIds = { tests: string[]; builds: string[] }

/** Of a list, or of an object that has some. Items of tests have a path. */
export function listedIds(answer: unknown): ListedIds {
  const lists = Array.isArray(answer) ? [answer] : Object.values(answer ?? {})
  const items = lists
    .filter((list) => Array.isArray(list))
    .flat()
    .filter(hasId)
  const isTest = (item: { id: string }) => 'path' in item
  return {
    tests: items.filter(isTest).map(({ id }) => id),
    builds: items.filter((item) => !isTest(item)).map(({ id }) => id),
  }
}

function hasId(item: unknown): item is { id: string } {
  return typeof item === 'object' && item !== null && 'id' in item && typeof item.id === 'string'
}

const testsSql = `
  select t.id, t.origin, t.status, t.duration, t.path, t.start_time, t.environment_compatible,
    t.environment_misc, t.log_url, b.config_name, b.architecture, b.compiler
  from unnest($1::text[]) with ordinality wanted (id, place)
  cross join lateral (select * from tests where id = wanted.id offset 0) t
  left join builds b on b.id = t.build_id
  order by place`

const buildsSql = `
  select b.id, b.origin, b.status, b.duration, b.architecture, b.compiler, b.config_name, b.config_url,
    b.log_url, b.start_time, b.misc, c.git_repository_branch, c.tree_name
  from unnest($1::text[]) with ordinality wanted (id, place)
  cross join lateral (select * from builds where id = wanted.id offset 0) b
  left join checkouts c on c.id = b.checkout_id
  order by place`

/** Fetches the rows and makes text of them: the least that a list costs. In milliseconds. */
export async function rawListMs(pool: pg.Pool, { tests, builds }: ListedIds): Promise<number> {
  const started = performance.now()
  const rows: unknown[] = []
  if (tests.length > 0) rows.push((await pool.query(testsSql, [tests])).rows)
  if (builds.length > 0) rows.push((await pool.query(buildsSql, [builds])).rows)
  JSON.stringify(rows)
  return performance.now() - started
}
