/**
 * Sends visitors of the dashboard, by k6, to a server that is started with example data, or to one that runs:
 *
 *   scripts/load/run [smoke|load|spike|soak] [--journey NAME] [--base http://host:port] [--summary FILE.json]
 *
 * Exit status 1 when a threshold of scripts/load/profiles.ts is crossed; without k6 and Go nothing is run.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { serve } from './checks/treeline-process.ts'
import { scriptCommand } from './command/script-command.ts'
import { findK6 } from './load/k6-program.ts'
import { totalsOf } from './load/totals.ts'
import { scratchFolder } from './checks/scratch-folder.ts'

const command = scriptCommand('load', 'Send visitors of the dashboard to a server, by k6')
  .argument('[profile]', 'smoke, load, spike or soak', 'smoke')
  .option('--journey <name>', 'one journey of scripts/load/visitor.ts alone')
  .option('--base <address>', 'a server that runs; default: one of our own with example data')
  .option('--origin <name>', 'whose trees are looked at', 'maestro')
  .option('--summary <file>', 'write the totals there, as JSON')
  .parse()
const [profile = 'smoke'] = command.args
const { journey, base, origin, summary } = command.opts<{
  journey?: string
  base?: string
  origin: string
  summary?: string
}>()
if (!['smoke', 'load', 'spike', 'soak'].includes(profile)) {
  command.error(`error: no such profile: ${profile}; there are smoke, load, spike and soak`)
}
const k6 = findK6()
if (k6 === undefined) {
  console.log('load: not run, there is neither k6 nor Go to build it')
  process.exit(0)
}
const workspace = scratchFolder('load')
try {
  await using served =
    base === undefined
      ? await serve({ DATA_DIR: join(workspace, 'data'), LOG_LEVEL: 'error' })
      : { base, [Symbol.asyncDispose]: () => Promise.resolve() }
  const exported = join(workspace, 'summary.json')
  const settings = {
    BASE: served.base.replace(/\/$/, ''),
    PROFILE: profile,
    ORIGIN: origin,
    ...(journey === undefined ? {} : { JOURNEY: journey }),
  }
  const { status } = spawnSync(
    k6,
    ['run', '--no-usage-report', '--summary-export', exported, 'scripts/load/visitor.ts'],
    { env: { ...process.env, ...settings }, stdio: ['ignore', 'inherit', 'inherit'] },
  )
  const totals = totalsOf(JSON.parse(readFileSync(exported, 'utf8')), status ?? 1)
  if (summary !== undefined) writeFileSync(summary, JSON.stringify(totals))
  console.log(`load: ${totals.passed} passed, ${totals.failed} failed (${profile})`)
  process.exitCode = totals.failed === 0 ? 0 : 1
} finally {
  rmSync(workspace, { recursive: true, force: true })
}
