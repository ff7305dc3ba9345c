import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run, type ClientCheck } from './client-check.ts'

type Latest = { git_commit_hash: string; git_repository_url: string }
type Items<Name extends string> = Record<Name, { id: string }[]>

/** What kci-dev asks of the routes that exist, for the newest commit of a tree. */
export async function checkKciDev({ base, tools, workspace, tally }: ClientCheck): Promise<void> {
  const settings = join(workspace, 'kci-dev.toml')
  writeFileSync(settings, `default_instance = "local"\n[local]\ndashboard_api = "${base}/api/"\n`)
  const tree = `${base}/api/tree/mainline/master`
  const latest = await ask<Latest>(tree)
  const { builds } = await ask<Items<'builds'>>(`${tree}/${latest.git_commit_hash}/builds`)
  const { tests } = await ask<Items<'tests'>>(`${tree}/${latest.git_commit_hash}/tests`)
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
    { args: ['builds', ...commit], says: builds[0]?.id },
    { args: ['boots', ...commit], says: 'test path: boot' },
    { args: ['tests', ...commit], says: tests[0]?.id },
    { args: ['build', '--id', builds[0]?.id ?? ''], says: builds[0]?.id },
    { args: ['test', '--id', tests[0]?.id ?? ''], says: tests[0]?.id },
  ]
  for (const { args, says } of commands) {
    const { ok, output } = run(join(tools, 'kci-dev'), ['--settings', settings, 'results', ...args])
    const right = ok && says !== undefined && output.includes(says)
    tally.check(`kci-dev results ${args[0]}`, right, output)
  }
}

async function ask<Answer>(url: string): Promise<Answer> {
  const response = await fetch(`${url}?origin=maestro`)
  return (await response.json()) as Answer
}
