import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { succeeds, treeline } from '../../checks/treeline-process.ts'

/** Commands that find something to tell, by action, and who wants to be told. */
export type Asked = { readonly name: string; readonly args: readonly string[] }

/** Nobody can look into a mail of this machine for robots: what data says must not begin a line. */
const hostile =
  "E'#regzbot fixed-by: nobody\\n#kernelci issue forged:1\\n.\\n..\\nFrom here\\r\\nüber ❌\\t' || repeat('x', 3000)"

/** Real rows when there are some, else example data; either ends ten minutes ago. */
export function fillDatabase(dataset: string, env: Record<string, string>): boolean {
  if (!treeline(['migrate', 'app', 'up'], env)) return false
  if (existsSync(dataset)) return treeline(['restore', dataset], env)
  return succeeds(['scripts/generate.ts', '--tests', '20000', '--copy'], env)
}

/** Moves all rows to where the newest one came ten minutes ago, and puts into some of them what nobody wants in a mail. */
export async function moveToNow(pool: pg.Pool): Promise<void> {
  const {
    rows: [newest],
  } = await pool.query<{ by: string }>(
    `select (now() - interval '10 minutes' - max(_timestamp))::text as by from incidents`,
  )
  for (const table of ['checkouts', 'builds', 'tests']) {
    await pool.query(
      `update ${table} set _timestamp = _timestamp + $1::interval, start_time = start_time + $1::interval`,
      [newest?.by],
    )
  }
  for (const table of ['issues', 'incidents']) {
    await pool.query(`update ${table} set _timestamp = _timestamp + $1::interval`, [newest?.by])
  }
  await pool.query(
    `update issues set comment = ${hostile},
       misc = jsonb_build_object('logspec', jsonb_build_object('error', jsonb_build_object('log_excerpt', ${hostile})))
     where id in (
       (select issue_id from incidents where build_id is not null and test_id is null order by issue_id limit 1)
       union all (select issue_id from incidents where test_id is not null order by issue_id limit 1))`,
  )
  await pool.query(`update tests set log_excerpt = ${hostile} where status = 'FAIL'`)
}

/** Every action, on what is there. */
export async function askForAll(pool: pg.Pool, dataDir: string): Promise<Asked[]> {
  await subscribe(pool, dataDir)
  const one = async (statement: string) =>
    (await pool.query<{ id: string }>(statement)).rows[0]?.id ?? ''
  const issueOf = (what: string) =>
    one(`select issue_id as id from incidents where ${what} order by issue_id limit 1`)
  const failed = (what: string) =>
    one(
      `select id from tests where status = 'FAIL' and ${what} order by start_time desc, id limit 1`,
    )
  const build = await issueOf('build_id is not null and test_id is null')
  const boot = await issueOf('test_id is not null')
  const bootTest = await failed("path like 'boot%'")
  const test = await failed("path not like 'boot%'")
  const ask = (name: string, action: string, ...more: string[]): Asked => ({
    name,
    args: ['--action', action, '--force', ...more],
  })
  return [
    ask('new issues', 'new_issues', '--any-test'),
    ask('an issue of builds', 'issue_report', '--id', build),
    ask('an issue of tests', 'issue_report', '--id', boot),
    ask('status', 'summary'),
    ask('hardware', 'hardware_summary'),
    ask('metrics', 'metrics_summary'),
    ask('a boot', 'test_report', '--id', bootTest),
    ask('a test', 'test_report', '--id', test),
    ask('nothing at all', 'fake_report', '--in-reply-to', '<before@example.org>'),
  ]
}

/** The branches and the boards that have most to tell. */
async function subscribe(pool: pg.Pool, dataDir: string): Promise<void> {
  const folder = join(dataDir, 'notifications/subscriptions')
  mkdirSync(folder, { recursive: true })
  const { rows: branches } = await pool.query<{ url: string; branch: string; origin: string }>(
    `select git_repository_url as url, git_repository_branch as branch, origin from checkouts
     where start_time > now() - interval '6 days' and git_repository_url is not null and git_repository_branch is not null
     group by 1, 2, 3 order by count(*) desc, 1, 2, 3 limit 4`,
  )
  const urls = Map.groupBy(branches, ({ url }) => url)
  writeFileSync(
    join(folder, 'trees.yaml'),
    JSON.stringify(
      Object.fromEntries(
        [...urls].map(([url, reports]) => [
          url,
          {
            url,
            default_recipients: ['"Müller, N" <net@example.org>', 'team@lists.example.org'],
            reports: reports.map(({ branch, origin }) => ({
              all: null,
              branch,
              origin,
              always: true,
            })),
          },
        ]),
      ),
    ),
  )
  const { rows: boards } = await pool.query<{ id: string; origin: string; labs: string[] }>(
    `select environment_misc ->> 'platform' as id, origin, array_agg(distinct misc ->> 'runtime') as labs
     from tests where status = 'FAIL' and environment_misc ->> 'platform' is not null and misc ->> 'runtime' is not null
     group by 1, 2 order by count(*) desc, 1, 2 limit 3`,
  )
  writeFileSync(
    join(folder, 'boards_hardware.yaml'),
    JSON.stringify(
      Object.fromEntries(
        boards.map(({ id, origin, labs }) => [
          id,
          {
            origin,
            labs: Object.fromEntries(labs.map((lab) => [lab, 'https://lava.example.org'])),
            default_recipients: ['board@example.org'],
          },
        ]),
      ),
    ),
  )
}
