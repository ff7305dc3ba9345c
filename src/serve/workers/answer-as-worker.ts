import { once } from 'node:events'
import type { Context } from '../../context.ts'
import type { Trouble } from '../../notify/troubles/trouble.ts'
import { tuneHeapForAnswers } from '../../platform/process/tune-heap-for-answers.ts'
import { Servers } from '../servers/servers.ts'
import { type ApiFacts, startApi } from '../start-api.ts'
import type { Supervisor } from './supervisor.ts'

/**
 * Answers the API for the process that started this one, until the context's signal aborts.
 *
 * @throws AddressTaken, ConfigError for an address on which it cannot listen
 */
export async function answerAsWorker(
  context: Context,
  facts: ApiFacts,
  supervisor: Supervisor,
): Promise<void> {
  const { signal } = context
  tuneHeapForAnswers()
  await using stack = new AsyncDisposableStack()
  await using servers = new Servers(context)
  const note = (trouble: Trouble) => supervisor.tell({ kind: 'trouble', trouble })
  const api = await startApi(context, facts, { note, servers, stack })
  const hear = async (number: number) => {
    await api.hear(number)
    supervisor.tell({ kind: 'heard', number })
  }
  supervisor.attend(context.metrics, (order) => {
    if (order.kind === 'commit') void hear(order.number)
    else if (order.kind === 'loaded') api.exampleDataIsLoaded()
  })
  supervisor.tell({ kind: 'begun', url: api.url })
  if (!signal.aborted) await once(signal, 'abort')
}
