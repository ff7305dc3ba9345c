/**
 * Tries docs/nginx.conf, the configuration that docs/operations/many-hosts.md advises, with a real nginx in
 * front of a service with example data:
 *
 *   npm run -s nginx -- [--summary FILE.json]
 *
 * Exit status 1 when something does not arrive as it was sent; without nginx nothing is run.
 */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { mostBodyBytes } from '../src/http/body/read-json.ts'
import { Tally } from './checks/tally.ts'
import { serve } from './checks/treeline-process.ts'
import { scriptCommand } from './command/script-command.ts'
import { askNginx } from './nginx/ask-nginx.ts'
import { nginxVersion, runNginx } from './nginx/running-nginx.ts'
import { scratchFolder } from './checks/scratch-folder.ts'

const tooManyAtOnce = 160
const longFilter = 'x'.repeat(12_000)
const emptyBody = JSON.stringify({ issues: [['', 1]] }).length
const sentAsItIs = ['/api/build/a%2Fb%20c', '/api/build/a//b', `/api/tree/?origin=${longFilter}`]

const options = scriptCommand('nginx', 'Try docs/nginx.conf with a real nginx')
  .option('--summary <file>', 'write the totals there, as JSON')
  .parse()
  .opts<{ summary?: string }>()
const version = nginxVersion()
if (version === undefined) {
  console.log('nginx: not run, it is not installed')
  process.exit(0)
}
const workspace = scratchFolder('nginx')
const tally = new Tally()
try {
  await using served = await serve({ DATA_DIR: join(workspace, 'data'), LOG_LEVEL: 'error' })
  await using nginx = await runNginx(served.base, workspace)
  const trees = await askNginx(nginx.httpsPort, '/api/tree/')
  tally.check('the tree listing over TLS', Array.isArray(JSON.parse(trees.body)), trees.body)
  for (const path of sentAsItIs) {
    const direct = await fetch(`${served.base}${path}`)
    const { status, body } = await askNginx(nginx.httpsPort, path)
    const isSame = status === direct.status && body === (await direct.text())
    tally.check(`as without nginx: ${path.slice(0, 40)}`, isSame, body)
  }
  for (const bytes of [mostBodyBytes, mostBodyBytes + 1]) {
    const sent = JSON.stringify({ issues: [['x'.repeat(bytes - emptyBody), 1]] })
    const direct = await fetch(`${served.base}/api/issue/extras/`, { method: 'POST', body: sent })
    const { status, body } = await askNginx(nginx.httpsPort, '/api/issue/extras/', sent)
    const isSame = status === direct.status && body === (await direct.text())
    tally.check(`a body of ${sent.length} bytes, as without nginx: ${status}`, isSame, body)
  }
  const plain = await fetch(`http://127.0.0.1:${nginx.httpPort}/api/tree/`, { redirect: 'manual' })
  const location = plain.headers.get('Location') ?? ''
  tally.check('http leads to https', location === 'https://127.0.0.1/api/tree/', location)
  const asked = Array.from({ length: tooManyAtOnce }, () => askNginx(nginx.httpsPort, '/healthz'))
  const statuses = new Set((await Promise.all(asked)).map(({ status }) => status))
  tally.check('too many at once get 429', statuses.has(200) && statuses.has(429))
} finally {
  rmSync(workspace, { recursive: true, force: true })
}
if (options.summary !== undefined) writeFileSync(options.summary, JSON.stringify(tally.total))
console.log(`nginx: ${tally.total.passed} passed, ${tally.total.failed} failed (${version})`)
process.exitCode = tally.total.failed === 0 ? 0 : 1
