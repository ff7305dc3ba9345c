import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDemoDatabase } from '../../testing/database/demo-database.ts'
import { askedApp, type AskedApp } from '../../testing/openapi/asked-app.ts'
import type { TestDatabase } from '../../testing/database/test-database.ts'

/** What every page of the dashboard has to show of the example data that `npm start` loads. */

let database: TestDatabase
let asked: AskedApp
let commits: { git_commit_hash: string }[]

beforeAll(async () => {
  database = await createDemoDatabase({ poolSize: 2 })
  asked = askedApp({ db: database.db })
  commits = await get(`${mainline}/commits?origin=maestro`)
})
afterAll(() => database.drop())

const mainline = '/api/tree/mainline/master'
const window = { startTimestampInSeconds: 0, endTimestampInSeconds: 4_102_444_800 }

async function get<Body>(target: string): Promise<Body> {
  const { answer, fault } = await asked.ask({ target })
  expect([target, fault, answer.status]).toEqual([target, null, 200])
  const body = JSON.parse(answer.text) as Body
  expect(body, target).not.toHaveProperty('error')
  return body
}

async function post<Body>(target: string, body: object): Promise<Body> {
  const { answer } = await asked.ask({ method: 'POST', target, body: JSON.stringify(body) })
  return JSON.parse(answer.text) as Body
}

type Counts = Readonly<Record<string, number>>
type Test = { id: string; path: string; status: string; lab: string | null; config: string }
type Build = { id: string; status: string; architecture: string; config_name: string }

const distinct = <Item>(items: readonly Item[], of: (item: Item) => unknown) =>
  new Set(items.map(of)).size

describe('trees', () => {
  it('are many, some with slashes in their branches, with results of every kind', async () => {
    type Tree = Record<'build_status' | 'boot_status' | 'test_status', Counts> & {
      git_repository_branch: string
    }
    const trees = await get<Tree[]>('/api/tree/')
    expect(trees.length).toBeGreaterThan(25)
    expect(trees.some(({ git_repository_branch: name }) => name.includes('/'))).toBe(true)
    for (const kind of ['build_status', 'boot_status', 'test_status'] as const) {
      for (const bucket of ['PASS', 'FAIL', 'INCONCLUSIVE']) {
        expect(trees.some((tree) => (tree[kind][bucket] ?? 0) > 0)).toBe(true)
      }
    }
  })

  it('have commits to go back to, some released, and counts for each', async () => {
    expect(commits.length).toBeGreaterThanOrEqual(8)
    const hashes = commits.map(({ git_commit_hash: hash }) => hash).join()
    const scope = 'origin=maestro&tree_name=mainline&git_branch=master'
    const counts = await get<{ builds: Counts; boots: Counts; git_commit_tags: string[] }[]>(
      `/api/tree/commits-history?${scope}&commit_hashes=${hashes}`,
    )
    expect(counts.every(({ builds }) => (builds['PASS'] ?? 0) > 0)).toBe(true)
    expect(counts.every(({ boots }) => (boots['pass'] ?? 0) > 0)).toBe(true)
    expect(counts.some(({ git_commit_tags: tags }) => tags.length > 0)).toBe(true)
  })

  it('have details of several configs, architectures, labs and platforms', async () => {
    const target = `${mainline}/${commits[0]?.git_commit_hash}`
    const { builds } = await get<{ builds: Build[] }>(`${target}/builds`)
    const { boots } = await get<{ boots: Test[] }>(`${target}/boots`)
    const { tests } = await get<{ tests: Test[] }>(`${target}/tests`)
    expect(distinct(builds, ({ config_name }) => config_name)).toBeGreaterThan(8)
    expect(distinct(builds, ({ architecture }) => architecture)).toBeGreaterThan(4)
    for (const items of [boots, tests]) {
      expect(distinct(items, ({ lab }) => lab)).toBeGreaterThan(3)
      expect(distinct(items, ({ config }) => config)).toBeGreaterThan(3)
      expect(distinct(items, ({ status }) => status)).toBeGreaterThan(2)
    }
    type Issues = { issues: unknown[]; unknown_issues: number }
    const { summary } = await get<{ summary: Record<'builds' | 'boots' | 'tests', Issues> }>(
      `${target}/summary`,
    )
    for (const { issues, unknown_issues: unknown } of Object.values(summary)) {
      expect(issues.length + unknown).toBeGreaterThan(0)
    }
  })

  it('differ from commit to commit, for better and for worse', async () => {
    const [newer, , older] = commits.map(({ git_commit_hash: hash }) => hash)
    type Row = { status_a: string | null; status_b: string | null }
    const changes = async (kind: string) => {
      const hashes = `hash_a=${older}&hash_b=${newer}`
      const rows = await get<Row[]>(`${mainline}/compare/${kind}?origin=maestro&${hashes}`)
      return rows.map(({ status_a: from, status_b: to }) => `${from} ${to}`)
    }
    expect(await changes('tests')).toEqual(
      expect.arrayContaining(['PASS FAIL', 'FAIL PASS', 'null PASS']),
    )
    expect(await changes('boots')).toContain('PASS FAIL')
    expect((await changes('builds')).length).toBeGreaterThan(0)
  })
})

it('is reported with regressions, repaired tests, unstable ones, and issues of builds', async () => {
  const url = encodeURIComponent(
    'https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git',
  )
  const scope = `git_branch=master&git_url=${url}&max_age_in_hours=720`
  type Report = Record<'possible_regressions' | 'fixed_regressions' | 'unstable_tests', object>
  const report = await get<Report & { issues: { builds: unknown[] } }>(`/api/tree-report/?${scope}`)
  for (const kind of ['possible_regressions', 'fixed_regressions', 'unstable_tests'] as const) {
    expect(Object.keys(report[kind]).length).toBeGreaterThan(1)
  }
  expect(report.issues.builds.length).toBeGreaterThan(0)
})

describe('the history of a test', () => {
  const longest = `
    select path, config_name, environment_misc ->> 'platform' as platform,
      max(tests.start_time) as newest
    from tests join builds on builds.id = build_id join checkouts on checkouts.id = checkout_id
    where checkouts.origin = 'maestro' and tree_name = 'mainline'
      and git_repository_branch = 'master' and environment_misc ->> 'platform' is not null
    group by 1, 2, 3 having count(distinct checkouts.id) >= 10 order by 1, 2, 3`

  it('goes back ten runs, for tests that broke, were repaired, are unstable, pass or fail', async () => {
    const { rows } = await database.pool.query<Record<string, string>>(longest)
    expect(rows.length).toBeGreaterThan(100)
    const wanted = new Set(['regression', 'fixed', 'unstable', 'pass', 'fail'])
    for (const { newest = '', ...test } of rows) {
      if (wanted.size === 0) break
      const query = new URLSearchParams({
        ...test,
        git_repository_url: 'https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git',
        git_repository_branch: 'master',
        current_test_start_time: newest,
      })
      const history = await get<{ regression_type: string; status_history: unknown[] }>(
        `/api/test/status-history?${query}`,
      )
      expect(history.status_history).toHaveLength(10)
      wanted.delete(history.regression_type)
    }
    expect([...wanted]).toEqual([])
  })
})

describe('hardware', () => {
  type Listed = { platform: string; hardware: string[] | null }
  const listing = async (origin: string) => {
    const everything = 'startTimestampInSeconds=0&endTimestampInSeconds=4102444800'
    const { hardware } = await get<{ hardware: Listed[] }>(
      `/api/hardware/?origin=${origin}&${everything}`,
    )
    return hardware
  }

  it.each(['maestro', 'linaro', 'ti', 'arm', 'broonie', 'riscv'])(
    'has some of %s',
    async (origin) => {
      expect((await listing(origin)).length).toBeGreaterThan(0)
    },
  )

  it('is partly the same of several origins', async () => {
    const platforms = new Set((await listing('maestro')).map(({ platform }) => platform))
    for (const origin of ['linaro', 'broonie']) {
      const others = await listing(origin)
      expect(others.some(({ platform }) => platforms.has(platform))).toBe(true)
    }
  })

  it('has builds, boots and tests of several trees, with a commit to choose', async () => {
    const body = { origin: 'maestro', ...window, selectedCommits: {}, filter: {} }
    const details = await post<{
      builds: Build[]
      boots: Test[]
      tests: Test[]
      common: { trees: unknown[]; compatibles: string[] }
    }>('/api/hardware/bcm2711-rpi-4-b', body)
    expect(details.common.trees.length).toBeGreaterThan(3)
    expect(details.common.compatibles.length).toBeGreaterThan(1)
    for (const kind of ['builds', 'boots', 'tests'] as const) {
      expect(details[kind].length).toBeGreaterThan(5)
    }
    const { trees } = await get<{ trees: { branches: { revisions: unknown[] }[] }[] }>(
      '/api/hardware/selectors/',
    )
    const revisions = trees.flatMap(({ branches }) => branches.map((one) => one.revisions.length))
    expect(Math.max(...revisions)).toBeGreaterThan(5)
  })
})

describe('issues', () => {
  type Incident = { id: string; status: string }
  it('are in several versions, of builds, of boots and of tests', async () => {
    const { rows } = await database.pool.query<{ id: string; versions: number }>(
      'select id, count(*)::int as versions from issues group by id having count(*) > 1',
    )
    expect(rows.length).toBeGreaterThan(10)
    const found = { builds: 0, tests: 0 }
    for (const { id } of rows) {
      for (const kind of ['builds', 'tests'] as const) {
        const { answer } = await asked.ask({ target: `/api/issue/${id}/${kind}` })
        found[kind] += answer.text.includes('"error"') ? 0 : 1
      }
    }
    expect(found.builds).toBeGreaterThan(1)
    expect(found.tests).toBeGreaterThan(3)
  })

  it('are behind failed builds and tests, which show the end of their logs', async () => {
    const target = `${mainline}/${commits[0]?.git_commit_hash}`
    const failed = 'filter_build.status=FAIL&filter_test.status=FAIL'
    const { builds } = await get<{ builds: Incident[] }>(`${target}/builds?${failed}`)
    const { tests } = await get<{ tests: Incident[] }>(`${target}/tests?${failed}`)
    for (const [kind, items] of Object.entries({ build: builds, test: tests })) {
      const withIssue: string[] = []
      for (const { id } of items) {
        const { log_excerpt: excerpt } = await get<{ log_excerpt: string | null }>(
          `/api/${kind}/${id}`,
        )
        expect(kind === 'build' ? excerpt : 'x').toBeTruthy()
        const { answer } = await asked.ask({ target: `/api/${kind}/${id}/issues` })
        if (!answer.text.includes('"error"')) withIssue.push(id)
      }
      expect(withIssue.length).toBeGreaterThan(0)
    }
  })

  it('came up day by day, not all when the example data was loaded', async () => {
    const { rows } = await database.pool.query(
      `select distinct (_timestamp at time zone 'UTC')::date from incidents`,
    )
    expect(rows.length).toBeGreaterThan(5)
  })
})

it('comes from many origins', async () => {
  const { checkout_origins: origins } = await get<{ checkout_origins: string[] }>('/api/origins/')
  expect(origins.length).toBeGreaterThan(6)
})
