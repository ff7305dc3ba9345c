import type { Context } from '../../context.ts'
import { createIngestMetrics } from '../../ingest/ingest-metrics.ts'
import type { Trouble } from '../../notify/troubles/trouble.ts'
import { processGivesWay } from '../../platform/process/give-way.ts'
import { loadDemoData } from '../demo-data/load-demo-data.ts'
import { runIngester } from '../run-ingester.ts'
import { watchIngest } from '../telling/watch-ingest.ts'
import type { Ingesting } from './messages.ts'
import type { Supervisor } from './supervisor.ts'
import { ToldCommits } from './told-commits.ts'

/**
 * Ingests for the process that started this one, until the context's signal aborts. A file is moved out of the spool once
 * the processes that answer know of its commit, so that the next answer shows what a receipt calls visible.
 *
 * @throws DemoDataError, SpoolError, TreesFileError
 */
export async function ingestAsWorker(
  context: Context,
  { treesFile, loadsExampleData }: Omit<Ingesting, 'role'>,
  supervisor: Supervisor,
): Promise<void> {
  const note = (trouble: Trouble) => supervisor.tell({ kind: 'trouble', trouble })
  const metrics = watchIngest(createIngestMetrics(context.metrics), note)
  const commits = new ToldCommits((number) => supervisor.tell({ kind: 'commit', number }))
  supervisor.attend(context.metrics, (order) => {
    if (order.kind === 'heard') commits.heard(order.number)
  })
  supervisor.tell({ kind: 'begun', url: null })
  const submissions = loadsExampleData ? await loadDemoData(context, metrics) : 0
  supervisor.tell({ kind: 'loaded', submissions })
  // not before: everybody waits for the example data
  processGivesWay()
  await runIngester(context, {
    treesFile,
    metrics,
    onCommit: (number) => commits.tell(number),
    beforeMoved: () => commits.areHeard(),
  })
}
