import { statfsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import { errorMessage } from '../platform/errors/error-message.ts'
import { prepareDataDir } from '../store/data-dir.ts'
import { failure, fine, type Finding, warning } from './finding.ts'
import { lookAtCache } from './look-at-cache.ts'
import { lookAtExcerptFolder } from './look-at-excerpt-folder.ts'
import { lookAtSpool } from './look-at-spool.ts'

const roomyBytes = 2 ** 30

/** DATA_DIR, its disk, and what lies there. */
export function lookAtFiles({ dataDir, receiver, excerpts }: Config): Finding[] {
  let folder: string
  try {
    folder = prepareDataDir(dataDir)
  } catch (error) {
    return [
      failure('data folder', errorMessage(error), 'make it writable, or name another in DATA_DIR'),
    ]
  }
  return [
    fine('data folder', `${folder} can be written to`),
    lookAtDisk(folder, receiver.freeBytes),
    ...lookAtSpool(join(folder, 'spool'), receiver.waitingFiles),
    lookAtCache(folder),
    ...lookAtExcerptFolder(folder, excerpts),
  ]
}

function lookAtDisk(folder: string, leastBytes: number): Finding {
  const { bavail, bsize } = statfsSync(folder)
  const free = bavail * bsize
  const says = `${Math.round(free / 1e6)} MB are free where DATA_DIR is`
  if (free < leastBytes) {
    return failure(
      'disk',
      `${says}: no submission is taken in`,
      'make room, or lower SPOOL_MIN_FREE_BYTES',
    )
  }
  return free < roomyBytes ? warning('disk', says, 'make room soon') : fine('disk', says)
}
