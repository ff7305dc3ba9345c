/** The receiver as `serve` runs it, with its tokens, its log and its limits. Arguments: the spool, the secret. */
import { createLog } from '../../../src/platform/log/log.ts'
import { createMetricsRegistry } from '../../../src/platform/metrics/metrics.ts'
import { authentication } from '../../../src/receiver/authentication/authenticate.ts'
import { secretKey } from '../../../src/receiver/authentication/secrets.ts'
import { startReceiver } from '../../../src/receiver/start-receiver.ts'

const [, , spoolDir, secret] = process.argv
if (spoolDir === undefined || secret === undefined) {
  throw new Error('usage: our-receiver.ts SPOOL SECRET')
}
const { url } = await startReceiver({
  host: '127.0.0.1',
  port: 0,
  keepAliveMs: 5_000,
  spoolDir,
  spoolLimits: { waitingFiles: 10_000_000, freeBytes: 0 },
  authenticate: authentication({ primary: secretKey(secret), unified: null }, () => false),
  bindsOrigins: false,
  refusesAtOnce: true,
  automaticLab: /^(shell|k8s.*)$/u,
  log: createLog('info'),
  metrics: createMetricsRegistry(),
})
process.send?.(url)
