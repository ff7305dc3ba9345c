import { createLog, writeLogLine } from '../platform/log.ts'
import { errorCode } from '../platform/error-code.ts'
import { errorMessage } from '../platform/error-message.ts'
import { metricsOf } from '../serve/workers/added-metrics.ts'
import type { Report } from '../serve/workers/messages.ts'
import { answerAsWorker } from '../serve/workers/answer-as-worker.ts'
import { Supervisor } from '../serve/workers/supervisor.ts'
import { runWith } from './command/run-command.ts'

/** What `serve` does in a process that another `serve` has started to answer the API with it. */
export async function serveAsWorker(): Promise<void> {
  const supervisor = new Supervisor()
  const { config, facts, processors } = await supervisor.orders()
  const log = createLog(config.logLevel, supervisor.logThrough(writeLogLine))
  const needs = { name: 'serve api', schema: 'known', isWorker: true, processors } as const
  let last: Report | undefined
  try {
    await runWith(config, log, needs, async (context) => {
      await answerAsWorker(context, facts, supervisor)
      last = { kind: 'metrics', metrics: await metricsOf(context.metrics) }
    })
  } catch (error) {
    last = { kind: 'failed', message: errorMessage(error), code: errorCode(error) }
  }
  if (last !== undefined) await supervisor.tellLast(last)
}
