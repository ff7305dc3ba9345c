import { join } from 'node:path'
import { report, run, type ClientCheck } from './client-check.ts'

/** No request that the OpenAPI document allows, and none near it, makes the service fail. */
export function checkSchema({ base, tools, workspace, tally }: ClientCheck): void {
  const { ok, output } = run(join(tools, 'schemathesis'), [
    'run',
    `${base}/api/schema/?format=json`,
    '--checks',
    'not_a_server_error',
    '--max-examples',
    '15',
    '--max-time',
    '60',
    '--seed',
    '1',
    '--report-dir',
    workspace,
  ])
  report(tally, 'schemathesis: no request makes the service fail', ok, output)
}
