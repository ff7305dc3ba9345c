import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bodyIn } from '../../src/testing/openapi/body-in.ts'
import { hasContent } from '../../src/testing/openapi/has-content.ts'
import { run, type ClientCheck } from './client-check.ts'

/** Every sample of requests/ answers with content, as it stands there: its ids are in the example data. */
export function checkRequests({ base, logHost, tools, workspace, tally }: ClientCheck): void {
  const settings = join(workspace, 'httpie')
  mkdirSync(settings)
  const options = ['--check-status', '--body']
  writeFileSync(join(settings, 'config.json'), JSON.stringify({ default_options: options }))
  const path = `${tools}:${process.env['PATH'] ?? ''}`
  const env = { BASE: base, LOG_HOST: `http://${logHost}`, HTTPIE_CONFIG_DIR: settings, PATH: path }
  for (const sample of readdirSync('requests').filter((name) => name.endsWith('.sh'))) {
    const { ok, output } = run('bash', [join('requests', sample)], env)
    tally.check(`requests/${sample}`, ok && hasContent(bodyIn(output), ''), output)
  }
}
