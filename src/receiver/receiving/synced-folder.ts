import { syncFolder } from '../../platform/files/sync-folder.ts'

/**
 * Has the names in a folder on the disk. One call to the system serves everybody who waits for it to begin:
 * a disk syncs a few hundred times a second, and far more submissions may come.
 */
export class SyncedFolder {
  readonly path: string
  #running: Promise<void> | undefined
  #next: Promise<void> | undefined

  constructor(path: string) {
    this.path = path
  }

  /** Resolves when every name that is in the folder by now survives a power failure. */
  sync(): Promise<void> {
    // one that runs already may have begun before our name was there
    this.#next ??= (this.#running ?? Promise.resolve()).catch(() => {}).then(() => this.#begin())
    return this.#next
  }

  #begin(): Promise<void> {
    this.#next = undefined
    this.#running = syncFolder(this.path)
    return this.#running
  }
}
