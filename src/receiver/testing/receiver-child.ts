/** A receiver in a process of its own, for tests that kill it: `node receiver-child.ts SPOOL`. */
import { createLog } from '../../platform/log/log.ts'
import { createMetricsRegistry } from '../../platform/metrics/metrics.ts'
import { anybody } from '../authentication/submitter.ts'
import { startReceiver } from '../start-receiver.ts'

const [, , spoolDir = ''] = process.argv
const { url } = await startReceiver({
  host: '127.0.0.1',
  port: 0,
  keepAliveMs: 5_000,
  spoolDir,
  spoolLimits: { waitingFiles: 1_000, freeBytes: 0 },
  authenticate: () => Promise.resolve(anybody),
  bindsOrigins: false,
  refusesAtOnce: true,
  automaticLab: /^shell$/,
  log: createLog('silent'),
  metrics: createMetricsRegistry(),
})
process.stdout.write(`${url}\n`)
