import type { IngestPassOptions } from './ingest-pass-options.ts'
import { BatchStore } from './pipeline/batch-store.ts'
import { FilePipeline } from './pipeline/file-pipeline.ts'
import type { Preparation } from './pipeline/worker-messages.ts'
import type { IngestTotals } from './progress/ingest-totals.ts'
import type { FileMover } from './spool/moving/file-mover.ts'
import type { SpoolFile } from './spool/spool-file.ts'

/** Puts together what becomes of the files of a pass: they are prepared, stored, moved, and no longer claimed. */
export function passPipeline(
  options: IngestPassOptions,
  mover: FileMover,
  totals: IngestTotals,
): FilePipeline {
  const { threads, writer, claims, queue, known, metrics, signal } = options
  const store = new BatchStore({
    ...options,
    totals,
    mover,
    keep: async (files) => {
      const ours = new Set(await claims.keep(files.map(({ file }) => file)))
      return files.filter(({ file }) => ours.has(file))
    },
    write: (files) => writer.write(files),
  })
  const settle = (files: readonly SpoolFile[]) => {
    queue.settle(files)
    metrics.queue(queue.size)
    // What could not be moved away must not be stored by others, either. The next batch does not wait for it.
    void claims.release(files.filter((file) => !known.stored.has(file)))
  }
  return new FilePipeline(
    {
      prepare: (file) => threads.prepare(file),
      store: async (files) => {
        const dealtWith = files.map(({ file }) => file)
        const stored = await store.store(files)
        return async () => {
          await mover.archive(stored)
          settle(dealtWith)
        }
      },
      sendAhead: (files) => writer.sendAhead(files),
      waitedMs: () => writer.waitedMs,
      setAside: async (preparation) => {
        await setAside(preparation, options, mover, totals)
        settle([preparation.asked])
      },
    },
    options.limits,
    signal,
  )
}

async function setAside(
  preparation: Exclude<Preparation, { kind: 'prepared' }>,
  { queue, known }: IngestPassOptions,
  mover: FileMover,
  totals: IngestTotals,
): Promise<void> {
  switch (preparation.kind) {
    case 'refused':
      // it looked complete; whether it is wrong shows when nobody writes to it any more
      if (!known.completeness.isFinal(preparation.file)) return queue.later(preparation.file.name)
      return mover.refuse(preparation.file, preparation.refusal)
    case 'gone':
      totals.filesGone += 1
      return queue.noteOthers()
    case 'unreadable':
      mover.leave(preparation.asked, preparation.problem)
  }
}
