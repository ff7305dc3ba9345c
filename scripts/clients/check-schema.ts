import { join } from 'node:path'
import { run, type ClientCheck } from './client-check.ts'

const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'unsupported_method',
]

/**
 * No request that the OpenAPI document allows, and none near it, makes the service fail or gets an
 * answer that the document does not know.
 */
export function checkSchema({ base, tools, workspace, tally }: ClientCheck): void {
  const { ok, output } = run(join(tools, 'schemathesis'), [
    'run',
    `${base}/api/schema/?format=json`,
    '--checks',
    checks.join(','),
    '--max-examples',
    '15',
    '--max-time',
    '60',
    '--seed',
    '1',
    '--report-dir',
    workspace,
  ])
  tally.check(
    'schemathesis: no request makes the service fail, every answer is as documented',
    ok,
    output,
  )
}
