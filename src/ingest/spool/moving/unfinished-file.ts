import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * A path for a file that is not to be seen before it is complete; no ingester takes it for a
 * submission. Disposing removes what is still there under it: a copy that failed would fill a disk
 * that is full already.
 */
export function unfinishedFile(folder: string): AsyncDisposable & { path: string } {
  const path = join(folder, `.${randomUUID()}.tmp`)
  return { path, [Symbol.asyncDispose]: () => rm(path, { force: true }).catch(() => {}) }
}
