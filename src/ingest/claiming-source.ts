import type { IngestPassOptions } from './ingest-pass-options.ts'
import { ClaimedFiles } from './pipeline/claimed-files.ts'
import { outlastOutages } from './pipeline/outlast-outages.ts'
import type { SpoolFile } from './spool/spool-file.ts'

/** Files that are claimed at a time. What is claimed is before all that comes, so it is no whole batch. */
const claimedAtOnce = 100

/** Files that wait, once they are ours, and how many were not. */
export class ClaimingSource {
  readonly files: ClaimedFiles
  elsewhere = 0

  /** @param endsAt when no more files are taken, by a clock that nobody sets, in milliseconds */
  constructor(options: IngestPassOptions, endsAt: number) {
    const { queue, known, signal, limits } = options
    this.files = new ClaimedFiles({
      waiting: async (most) => {
        // no more than can be remembered if none of them can be moved
        const room = Math.min(most, known.stored.room - queue.inWork)
        return performance.now() < endsAt && room > 0 ? queue.take(room) : []
      },
      claim: (files) => this.#claim(files, options),
      atOnce: Math.min(claimedAtOnce, limits.batchFiles),
      signal,
    })
  }

  async #claim(files: readonly SpoolFile[], options: IngestPassOptions): Promise<SpoolFile[]> {
    const { claims, queue, limits, writer } = options
    const what = 'files could not be claimed'
    const ours = await outlastOutages(() => claims.take(files), { ...options, what })
    // the connection of the claims is there, which it must not take away
    if (queue.size > limits.batchFiles) writer.warmUpAhead()
    if (ours.length === files.length) return ours
    const isOurs = new Set(ours)
    queue.settle(files.filter((file) => !isOurs.has(file)))
    queue.noteOthers()
    this.elsewhere += files.length - ours.length
    return ours
  }
}
