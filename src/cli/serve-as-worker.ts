import { createLog, writeLogLine } from '../platform/log/log.ts'
import { errorCode } from '../platform/errors/error-code.ts'
import { errorMessage } from '../platform/errors/error-message.ts'
import { metricsOf } from '../serve/workers/added-metrics.ts'
import type { Report } from '../serve/workers/messages.ts'
import { Supervisor } from '../serve/workers/supervisor.ts'
import { runWith } from './command/run-command.ts'

/** What `serve` does in a process that another `serve` has started to answer the API or to ingest for it. */
export async function serveAsWorker(): Promise<void> {
  const supervisor = new Supervisor()
  const { config, work, processors } = await supervisor.orders()
  // what an ingester says nobody else does
  const write = work.role === 'api' ? supervisor.logThrough(writeLogLine) : writeLogLine
  const log = createLog(config.logLevel, write)
  const name = `serve ${work.role}`
  const needs = { name, schema: 'known', isWorker: true, processors } as const
  let last: Report | undefined
  try {
    await runWith(config, log, needs, async (context) => {
      if (work.role === 'api') {
        const { answerAsWorker } = await import('../serve/workers/answer-as-worker.ts')
        await answerAsWorker(context, work.facts, supervisor)
      } else {
        const { ingestAsWorker } = await import('../serve/workers/ingest-as-worker.ts')
        await ingestAsWorker(context, work, supervisor)
      }
      last = { kind: 'metrics', metrics: await metricsOf(context.metrics) }
    })
  } catch (error) {
    last = { kind: 'failed', message: errorMessage(error), code: errorCode(error) }
  }
  if (last !== undefined) await supervisor.tellLast(last)
}
