import type pg from 'pg'
import type { AskedReport } from './asked-report.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** Boards, issues and tests that are asked for, of each kind. */
const most = 3

/** Branches of one run: as many as the reference's users have subscribed to. */
const mostBranches = 47

/** What reports have to tell at the end of the data: the largest of each kind, and what they tell after a long silence. */
export async function chooseReports(pool: pg.Pool): Promise<AskedReport[]> {
  const { rows: ends } = await pool.query<{ end: string }>(
    'select max(start_time)::text as end from checkouts',
  )
  // the newest commit is old enough to be reported
  const now = new Date(Date.parse(ends[0]?.end ?? '') + 5 * hourMs + 60_000)
  const at = { now: now.toISOString(), lookedUntil: null }
  const since = (ms: number) => ({ ...at, lookedUntil: new Date(now.getTime() - ms).toISOString() })
  const branches = await largestBranches(pool, now)
  const hardware = await largestHardware(pool)
  const status = { action: 'summary' as const, branches: branches.slice(0, 1) }
  return [
    { ...at, ...status, name: 'status of a branch' },
    { ...since(7 * dayMs), ...status, name: 'status of a branch, after a week' },
    { ...at, ...status, name: `status of ${branches.length} branches`, branches },
    ...hardware.map((one) => ({
      ...at,
      action: 'hardware_summary' as const,
      name: `hardware ${one.id}`,
      hardware: [one],
    })),
    { ...at, action: 'metrics_summary', name: 'metrics' },
    { ...since(hourMs), action: 'new_issues', name: 'new issues of an hour' },
    { ...since(30 * dayMs), action: 'new_issues', name: 'new issues of a month' },
    ...(await largestIssues(pool)).map(({ id, kind }) => ({
      ...at,
      action: 'issue_report' as const,
      name: `issue of ${kind} ${id}`,
      id,
    })),
    ...(await failedTests(pool)).map((id) => ({
      ...at,
      action: 'test_report' as const,
      name: `test ${id}`,
      id,
    })),
    { ...at, action: 'fake_report', name: 'fake' },
  ]
}

type Branch = { url: string; branch: string; origin: string }

async function largestBranches(pool: pg.Pool, now: Date): Promise<Branch[]> {
  const { rows } = await pool.query<Branch>(
    `select c.git_repository_url as url, c.git_repository_branch as branch, c.origin
     from checkouts c join checkout_count n on n.checkout_id = c.id
     where c.start_time between $1::timestamptz - interval '29 hours' and $1::timestamptz - interval '5 hours'
       and c.git_repository_url is not null and c.git_repository_branch is not null
     group by 1, 2, 3 order by sum(n.n1 + n.n2) desc, 1, 2, 3 limit $2`,
    [now.toISOString(), mostBranches],
  )
  return rows
}

async function largestHardware(
  pool: pg.Pool,
): Promise<{ id: string; origin: string; labs: string[] }[]> {
  const { rows: labs } = await pool.query<{ lab: string }>('select lab from lab order by lab')
  const { rows } = await pool.query<{ id: string; origin: string }>(
    `select platform as id, origin from checkout_hw join hw_key using (hw_id)
     group by 1, 2 order by sum(n1 + n2) desc, 1, 2 limit $1`,
    [most],
  )
  return rows.map((row) => ({ ...row, labs: labs.map(({ lab }) => lab) }))
}

/** Those with the most incidents. */
async function largestIssues(pool: pg.Pool): Promise<{ id: string; kind: string }[]> {
  const { rows } = await pool.query<{ id: string; kind: string }>(
    `select id, kind from (
       select issue_id as id, case when test_id is null then 'builds' else 'tests' end as kind,
         row_number() over (partition by test_id is null order by count(*) desc) as place
       from incidents group by 1, 2, test_id is null
     ) counted where place <= $1 order by kind, place`,
    [most],
  )
  return rows
}

/** Some that failed, anywhere. */
async function failedTests(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from tests tablesample system (0.1) repeatable (1)
     where status = 'FAIL' order by start_time desc limit $1`,
    [most],
  )
  return rows.map(({ id }) => id)
}
