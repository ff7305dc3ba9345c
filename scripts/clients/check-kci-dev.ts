import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run, type ClientCheck } from './client-check.ts'

type Latest = { git_commit_hash: string; git_repository_url: string }
type Items<Name extends string> = Record<Name, { id: string }[]>

/**
 * Every command of kci-dev that asks a dashboard (api-misc.md 13), for the newest commit of a tree. Two are
 * left out: `compare` and `gate` of this release ask the public dashboard, whatever is configured.
 */
export async function checkKciDev({ base, tools, workspace, tally }: ClientCheck): Promise<void> {
  const settings = join(workspace, 'kci-dev.toml')
  writeFileSync(settings, `default_instance = "local"\n[local]\ndashboard_api = "${base}/api/"\n`)
  const tree = `${base}/api/tree/mainline/master`
  const latest = await ask<Latest>(tree)
  const { builds } = await ask<Items<'builds'>>(`${tree}/${latest.git_commit_hash}/builds`)
  const { boots } = await ask<Items<'boots'>>(`${tree}/${latest.git_commit_hash}/boots`)
  const { tests } = await ask<Items<'tests'>>(`${tree}/${latest.git_commit_hash}/tests`)
  const issue = await newestIssue(base)
  const [hardware = ''] = await hardwareOfWeek(base)
  const where = ['--name', hardware, '--origin', 'maestro']
  const commit = [
    '--giturl',
    latest.git_repository_url,
    '--branch',
    'master',
    '--commit',
    latest.git_commit_hash,
  ]
  const commands = [
    { args: ['trees', '--origin', 'maestro'], says: latest.git_commit_hash },
    { args: ['summary', ...commit], says: 'builds:' },
    { args: ['summary', '--history', ...commit], says: latest.git_commit_hash },
    { args: ['builds', ...commit], says: builds[0]?.id },
    { args: ['boots', ...commit], says: 'test path: boot' },
    { args: ['tests', ...commit], says: tests[0]?.id },
    { args: ['build', '--id', builds[0]?.id ?? ''], says: builds[0]?.id },
    { args: ['boot', '--id', boots[0]?.id ?? ''], says: boots[0]?.id },
    { args: ['test', '--id', tests[0]?.id ?? ''], says: tests[0]?.id },
    { args: ['issues', '--days', '7'], says: issue.id },
    { args: ['issue', '--id', issue.id, '--version', `${issue.version}`], says: issue.shownBy },
    { args: ['issues', '--new', ...commit, '--origin', 'maestro'], says: 'mainline/master' },
    { args: ['issues', '--missing', '--builds', ...commit], says: latest.git_commit_hash },
    { args: ['issues', '--missing', '--boots', ...commit], says: latest.git_commit_hash },
    { args: ['hardware', 'list', '--origin', 'maestro'], says: hardware },
    { args: ['hardware', 'summary', ...where], says: 'boots:' },
    { args: ['hardware', 'builds', ...where], says: 'config:' },
    { args: ['hardware', 'boots', ...where], says: 'test path: boot' },
    { args: ['hardware', 'tests', ...where], says: 'test path:' },
    { args: ['tree-report', ...commit.slice(0, 4)], says: latest.git_commit_hash },
  ]
  for (const { args, says } of commands) {
    const { ok, output } = run(join(tools, 'kci-dev'), ['--settings', settings, 'results', ...args])
    const right = ok && says !== undefined && output.includes(says)
    const name = args.filter((one) => !commit.includes(one)).join(' ')
    tally.check(`kci-dev results ${name}`, right, output)
  }
}

/** A recent issue of maestro, and a build or test that shows it. */
async function newestIssue(base: string) {
  const { issues, extras } = await ask<{
    issues: { id: string; version: number }[]
    extras: Record<string, unknown>
  }>(`${base}/api/issue/`)
  const { id, version } =
    issues.find((one) => Object.hasOwn(extras, one.id)) ?? issues[0] ?? nothing
  const address = `${base}/api/issue/${encodeURIComponent(id)}`
  const builds = await ask<{ id: string }[]>(`${address}/builds`, { version })
  const tests = await ask<{ id: string }[]>(`${address}/tests`, { version })
  return { id, version, shownBy: [builds, tests].find(Array.isArray)?.[0]?.id }
}

const nothing = { id: '', version: 0 }

/** Platforms on which maestro booted something in the last week. */
async function hardwareOfWeek(base: string): Promise<string[]> {
  const now = Math.floor(Date.now() / 1000)
  const window = { startTimestampInSeconds: now - 7 * 86_400, endTimestampInSeconds: now }
  type Counts = { PASS: number; FAIL: number }
  const { hardware } = await ask<{
    hardware: { platform: string; boot_status_summary: Counts; test_status_summary: Counts }[]
  }>(`${base}/api/hardware/`, window)
  return hardware
    .filter((one) => one.boot_status_summary.PASS > 0 && one.test_status_summary.PASS > 0)
    .map(({ platform }) => platform)
}

async function ask<Answer>(url: string, more: Record<string, number> = {}): Promise<Answer> {
  const parameters = Object.entries({ origin: 'maestro', filter_origin: 'maestro', ...more })
  const query = parameters.map(([name, value]) => `${name}=${value}`).join('&')
  const response = await fetch(`${url}?${query}`)
  return (await response.json()) as Answer
}
