import type { Context } from '../../context.ts'
import { createWarmUpMetrics } from '../../http/warm-up/warm-up-metrics.ts'
import { WarmUp, type WarmUpOptions } from '../../http/warm-up/warm-up.ts'

/**
 * Makes what is watched again after each commit, until the service is asked to end, or the stack is disposed of: then
 * the statement that runs for it is cancelled.
 */
export function startWarmUp(
  { config, metrics, signal }: Context,
  options: Omit<WarmUpOptions, 'metrics'>,
  stack: AsyncDisposableStack,
): void {
  // where nothing is kept there is nothing to make
  if (config.readyAnswers.memoryBytes === 0) return
  const ending = new AbortController()
  const warmUp = new WarmUp({ ...options, metrics: createWarmUpMetrics(metrics) })
  const warming = warmUp.run(AbortSignal.any([signal, ending.signal]))
  stack.defer(async () => {
    ending.abort()
    await warming
  })
}
