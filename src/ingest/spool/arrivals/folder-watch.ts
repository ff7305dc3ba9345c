import { watch, type FSWatcher } from 'node:fs'
import { errorMessage } from '../../../platform/errors/error-message.ts'
import type { Logger } from '../../../platform/log/log.ts'

/** Told about an entry: that its name came or went, or that what it holds or is changed. */
export type OnChange = (latin1Name: string, what: 'name' | 'content') => void

/** Opens a watch on a folder; tests put one in its place that misses everything. */
export type WatchFolder = (
  folder: string,
  onChange: OnChange,
  log: Pick<Logger, 'warn'>,
) => Disposable

/**
 * Watches the names in a folder, as well as the system can: it tells nothing of what other hosts do to a
 * shared folder, and forgets what comes too fast. Where there is no watch at all, the log says so.
 */
export const watchFolder: WatchFolder = (folder, onChange, log) => {
  let watcher: FSWatcher | undefined
  const giveUp = (error: unknown) => {
    watcher?.close()
    watcher = undefined
    log.warn(
      { folder, reason: errorMessage(error) },
      'the system does not tell about new files here; they are looked for now and then',
    )
  }
  try {
    watcher = watch(folder, { encoding: 'latin1', persistent: false }, (event, name) => {
      if (name !== null) onChange(name, event === 'rename' ? 'name' : 'content')
    })
    watcher.on('error', giveUp)
  } catch (error) {
    giveUp(error)
  }
  return { [Symbol.dispose]: () => watcher?.close() }
}
