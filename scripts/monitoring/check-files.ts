import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Tally } from '../checks/tally.ts'
import { alarmTests } from './alarms/alarm-tests.ts'
import { complaintsAboutOurs } from './lint.ts'
import { promtool } from './prometheus.ts'
import { ruleFiles } from './rules.ts'

/** Has promtool look at what Prometheus is to read, and try each alarm. */
export function checkFiles(workspace: string, tally: Tally): void {
  const check = (name: string, args: readonly string[]) => {
    const { status, said } = promtool(args)
    tally.check(name, status === 0, said)
  }
  check('Prometheus can read the rules', ['check', 'rules', ...ruleFiles])
  // the rules are where the compose file mounts them
  const configuration = readFileSync('docs/monitoring/prometheus.yml', 'utf8').replace(
    '/etc/prometheus/rules',
    resolve('docs/monitoring/rules'),
  )
  const file = join(workspace, 'compose.yml')
  writeFileSync(file, configuration)
  check('Prometheus can read its settings', ['check', 'config', file])
  const tests = alarmTests(ruleFiles.map((each) => resolve(each))).map((text, index) => {
    const path = join(workspace, `alarms-${index}.yml`)
    writeFileSync(path, text)
    return path
  })
  check('alarms are raised when they should be, and no sooner', ['test', 'rules', ...tests])
}

/** Has promtool look at the names, types and texts of what a service shows. */
export async function checkMetrics(metrics: string, tally: Tally): Promise<void> {
  const text = await (await fetch(metrics)).text()
  const { said } = promtool(['check', 'metrics'], text)
  const complaints = complaintsAboutOurs(said)
  tally.check('metrics of ours are named as Prometheus advises', complaints.length === 0, said)
}
