/**
 * Runs real clients against a service with example data: the samples of requests/ by httpie, those of
 * docs/submitting.md, kci-dev, and a fuzzer that reads the OpenAPI document.
 *
 *   npm run -s clients -- --tools DIR [--summary FILE.json]
 *
 * `DIR` holds the programs of scripts/clients/requirements.txt (the `bin` folder of a Python virtual
 * environment). Exit status 1 when one of them was not content.
 */
import { rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Tally } from './checks/tally.ts'
import { serve } from './checks/treeline-process.ts'
import { checkKciDev } from './clients/check-kci-dev.ts'
import { checkRequests } from './clients/check-requests.ts'
import { checkSchema } from './clients/check-schema.ts'
import { checkSubmitting } from './clients/check-submitting.ts'
import { startLogHost } from './clients/log-host.ts'
import { scriptCommand } from './command/script-command.ts'
import { scratchFolder } from './checks/scratch-folder.ts'

const options = scriptCommand('clients', 'Run real clients against a service with example data')
  .requiredOption('--tools <dir>', 'the programs of scripts/clients/requirements.txt')
  .option('--summary <file>', 'write the totals there, as JSON')
  .parse()
  .opts<{ tools: string; summary?: string }>()
const tools = resolve(options.tools)
const workspace = scratchFolder('clients')
const dataDir = join(workspace, 'data')
const tally = new Tally()
try {
  await using logs = await startLogHost()
  await using served = await serve({
    DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
    FETCH_ALLOWED_HOSTS: JSON.stringify([logs.host]),
    FETCH_ALLOW_LOOPBACK: 'true',
  })
  const { base, receiver } = served
  const check = { base, receiver, dataDir, logHost: logs.host, tools, workspace, tally }
  checkRequests(check)
  checkSubmitting(check)
  await checkKciDev(check)
  checkSchema(check)
} finally {
  rmSync(workspace, { recursive: true, force: true })
}
if (options.summary !== undefined) writeFileSync(options.summary, JSON.stringify(tally.total))
console.log(`clients: ${tally.total.passed} passed, ${tally.total.failed} failed`)
process.exitCode = tally.total.failed === 0 ? 0 : 1
