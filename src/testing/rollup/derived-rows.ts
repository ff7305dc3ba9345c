import type pg from 'pg'
import type { DerivedContents } from './recount.ts'
import type { DayContents } from './recount-days.ts'
import type { IssueTreeContents } from './recount-issue-trees.ts'

const dimension = `jsonb_build_object('origin', d.origin, 'kind', d.kind, 'platform', d.platform,
  'compatible', to_jsonb(d.compatible), 'lab', d.lab)`

const issue = `(select jsonb_build_array(k.id, k.version) from issue_key k where k.issue_ref = x.issue_ref)`

const counts = `concat_ws(' ', x.n0, x.n1, x.n2, x.n3, x.n4, x.n5, x.n6) as counts`

type Counted = { counts: string }
type Dimension = Record<'origin' | 'kind' | 'platform' | 'compatible' | 'lab', unknown>

/** Reads the derived tables of a small database with every number resolved. */
export async function readDerivedRows(pool: pg.Pool): Promise<DerivedContents> {
  const [buildFacts, testFacts, cells, checkoutCounts, checkoutHardware, checkoutOrigins, days] =
    await Promise.all([
      buildFactTexts(pool),
      testFactTexts(pool),
      cellTexts(pool),
      checkoutCountTexts(pool),
      checkoutHardwareTexts(pool),
      checkoutOriginTexts(pool),
      dayContents(pool),
    ])
  const issueTrees = await issueTreeContents(pool)
  return {
    buildFacts,
    testFacts,
    cells,
    checkoutCounts,
    checkoutHardware,
    checkoutOrigins,
    ...days,
    ...issueTrees,
  }
}

async function texts<Row extends object>(
  pool: pg.Pool,
  sql: string,
  text: (row: Row) => string,
): Promise<string[]> {
  const { rows } = await pool.query<Row>(sql)
  return rows.map(text).toSorted()
}

function buildFactTexts(pool: pg.Pool): Promise<string[]> {
  return texts<Record<string, unknown>>(
    pool,
    `select build_id, checkout_id, origin, status, config_name, architecture, compiler, lab,
       platform, start_time, duration, dummy, arrived, tests_from, tests_until, timeless
     from build_fact`,
    (row) => JSON.stringify(Object.values(row)),
  )
}

function testFactTexts(pool: pg.Pool): Promise<string[]> {
  type Row = Record<
    'test_id' | 'build_id' | 'path' | 'issue' | 'status' | 'arrived' | 'start_time' | 'duration',
    unknown
  > & { dimension: Dimension }
  return texts<Row>(
    pool,
    `select x.test_id, b.build_id, ${dimension} as dimension, p.path, ${issue} as issue, x.status,
       x.arrived, x.start_time, x.duration
     from test_fact x join build_fact b using (build_ref) join dim d using (dim_id)
     left join path p using (path_id)`,
    (row) =>
      JSON.stringify([
        row.test_id,
        row.build_id,
        inOrder(row.dimension),
        row.path,
        row.issue,
        row.status,
        row.arrived,
        row.start_time,
        row.duration,
      ]),
  )
}

function cellTexts(pool: pg.Pool): Promise<string[]> {
  type Row = Counted & { build_id: string; dimension: Dimension; issue: unknown }
  return texts<Row>(
    pool,
    `select b.build_id, ${dimension} as dimension, ${issue} as issue, ${counts}
     from build_cell x left join build_fact b using (build_ref) left join dim d using (dim_id)`,
    (row) => `${JSON.stringify([row.build_id, inOrder(row.dimension), row.issue])} ${row.counts}`,
  )
}

function checkoutCountTexts(pool: pg.Pool): Promise<string[]> {
  return texts<Counted & { checkout_id: string; kind: string }>(
    pool,
    `select x.checkout_id, x.kind, ${counts} from checkout_count x`,
    (row) => `${JSON.stringify([row.checkout_id, row.kind])} ${row.counts}`,
  )
}

function checkoutHardwareTexts(pool: pg.Pool): Promise<string[]> {
  type Row = Counted &
    Record<'checkout_id' | 'origin' | 'platform' | 'compatible' | 'kind', unknown>
  return texts<Row>(
    pool,
    `select x.checkout_id, h.origin, h.platform, h.compatible, x.kind, ${counts}
     from checkout_hw x left join hw_key h using (hw_id)`,
    ({ checkout_id, origin, platform, compatible, kind, counts: n }) =>
      `${JSON.stringify([checkout_id, [origin, platform, compatible], kind])} ${n}`,
  )
}

function checkoutOriginTexts(pool: pg.Pool): Promise<string[]> {
  return texts<Record<'checkout_id' | 'origin' | 'last_build' | 'last_test', unknown>>(
    pool,
    'select * from checkout_origin',
    (row) => `${JSON.stringify([row.checkout_id, row.origin])} ${row.last_build} ${row.last_test}`,
  )
}

async function dayContents(pool: pg.Pool): Promise<DayContents> {
  type Days = Record<'build_id' | 'lab' | 'day' | 'prev' | 'what', unknown> & {
    dimension: Dimension
    n: number
  }
  const dayDims = await texts<Days>(
    pool,
    `select x.day, ${dimension} as dimension, x.n from day_dim x left join dim d using (dim_id)`,
    ({ day, dimension: found, n }) => `${JSON.stringify([day, inOrder(found)])} ${n}`,
  )
  const buildLabDays = await texts<Days>(
    pool,
    `select b.build_id, l.lab, x.day, x.n
     from build_lab_day x left join build_fact b using (build_ref) left join lab l using (lab_id)`,
    ({ build_id: build, lab, day, n }) => `${JSON.stringify([build, lab, day])} ${n}`,
  )
  const labDays = await texts<Days>(
    pool,
    'select x.day, l.lab, x.prev, x.n from lab_day x left join lab l using (lab_id)',
    ({ day, lab, prev, n }) => `${JSON.stringify([day, lab, prev])} ${n}`,
  )
  const arrivals = await texts<Days>(
    pool,
    'select what, day, n from arrival',
    ({ what, day, n }) => `${JSON.stringify([what, day])} ${n}`,
  )
  return { dayDims, buildLabDays, labDays, arrivals }
}

async function issueTreeContents(pool: pg.Pool): Promise<IssueTreeContents> {
  type Incident = Record<'incident_id' | 'build_id' | 'issue', unknown>
  type Tree = Record<'issue' | 'name' | 'url' | 'branch', unknown> & { n: number }
  return {
    incidentFacts: await texts<Incident>(
      pool,
      `select x.incident_id, b.build_id, ${issue} as issue
       from incident_fact x left join build_fact b using (build_ref)`,
      (row) => JSON.stringify([row.incident_id, row.build_id, row.issue]),
    ),
    issueTrees: await texts<Tree>(
      pool,
      `select ${issue} as issue, t.tree_name as name, t.git_repository_url as url,
         t.git_repository_branch as branch, x.n
       from issue_tree x left join tree t using (tree_ref)`,
      ({ issue: seen, name, url, branch, n }) =>
        `${JSON.stringify([seen, [name, url, branch]])} ${n}`,
    ),
  }
}

/** jsonb does not keep the order of names. */
function inOrder({ origin, kind, platform, compatible, lab }: Dimension): Dimension {
  return { origin, kind, platform, compatible, lab }
}
