import { accessSync, constants, existsSync, readdirSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import { errorMessage } from '../platform/error-message.ts'
import { prepareDataDir } from '../store/data-dir.ts'
import { failure, fine, type Finding, warning } from './finding.ts'

const roomyBytes = 2 ** 30

/** DATA_DIR, its disk and its spool. */
export function lookAtFiles({ dataDir, receiver }: Config): Finding[] {
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
    ...lookAtSpool(join(folder, 'spool')),
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

/** A spool that nobody made yet is made by the service. */
function lookAtSpool(spool: string): Finding[] {
  if (!existsSync(spool)) return [fine('spool', 'nothing was submitted here yet')]
  const findings: Finding[] = []
  for (const folder of [spool, join(spool, 'archive'), join(spool, 'failed')]) {
    if (existsSync(folder) && !isWritable(folder)) {
      findings.push(
        failure('spool', `${folder} cannot be written to`, 'give it to the user of the service'),
      )
    }
  }
  const failed = filesIn(join(spool, 'failed')).filter((name) => !name.endsWith('.reason.json'))
  if (failed.length > 0) {
    findings.push(
      warning(
        'spool',
        `${failed.length} files were refused`,
        'look at failed/ and the reasons beside them',
      ),
    )
  }
  const waiting = filesIn(spool).length
  return findings.length > 0 ? findings : [fine('spool', `${waiting} files wait, none was refused`)]
}

function filesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : []
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}
