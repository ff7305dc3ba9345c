import { dataFilesIn } from '../../store/embedded/files/data-files.ts'
import type { EmbeddedLog } from '../../store/embedded/embedded-log.ts'
import { tryFileLock } from '../../store/embedded/files/file-lock.ts'
import { clusterIn, readPlace } from '../../store/embedded/files/place.ts'
import { stopServer } from '../../store/embedded/server/stop-server.ts'

/**
 * Stops the server of a DATA_DIR whose users were all killed.
 *
 * @returns false, having done nothing, when somebody uses it or is about to
 */
export async function stopAbandonedServer(dataDir: string, log: EmbeddedLog): Promise<boolean> {
  const files = dataFilesIn(dataDir)
  using starting = tryFileLock(files.startLock, 'exclusive')
  if (starting === null) return false
  using use = tryFileLock(files.useLock, 'exclusive')
  if (use === null) return false
  const { directory } = await readPlace(dataDir, files.place)
  await stopServer(clusterIn(directory), log)
  return true
}
