import type { AnswerShelf } from '../../http/ready/answer-shelf.ts'
import { ReadyAnswers } from '../../http/ready/ready-answers.ts'
import { createReadyMetrics } from '../../http/ready/ready-metrics.ts'
import { createLog } from '../../platform/log/log.ts'
import { createMetricsRegistry, type MetricsRegistry } from '../../platform/metrics/metrics.ts'
import { DataVersion } from '../../read/versions/data-version.ts'

/**
 * Answers that are kept in memory while the version stays the same; one that nobody tells anything keeps
 * none.
 */
export function readyAnswersOf(
  version = new DataVersion(),
  registry: MetricsRegistry = createMetricsRegistry(),
  maxMemoryBytes = 1e8,
  shelf: AnswerShelf | null = null,
): ReadyAnswers {
  return new ReadyAnswers({
    version,
    shelf,
    lastChanges: () => Promise.resolve(() => Infinity),
    maxMemoryBytes,
    log: createLog('silent'),
    metrics: createReadyMetrics(registry),
  })
}
