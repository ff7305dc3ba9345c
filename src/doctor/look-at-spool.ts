import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { whatKeepsFromWriting } from './keeps-from-writing.ts'
import { failure, fine, type Finding, warning } from './finding.ts'

/**
 * The folders of a spool, and what waits there. A spool that nobody made yet is made by the service.
 *
 * @param waitingMax with so many the receiver takes in no more
 */
export function lookAtSpool(spool: string, waitingMax: number): Finding[] {
  if (!existsSync(spool)) return [fine('spool', 'nothing was submitted here yet')]
  const troubles = [
    ...lookAtRights(spool),
    ...lookAtRefused(spool),
    ...lookAtCrowd(spool, waitingMax),
  ]
  if (troubles.length > 0) return troubles
  return [fine('spool', `${documentsIn(spool).length} files wait, none was refused`)]
}

function lookAtRights(spool: string): Finding[] {
  return [spool, ...['incoming', 'archive', 'failed'].map((name) => join(spool, name))]
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => {
      const advice = whatKeepsFromWriting(folder)
      return advice === undefined
        ? []
        : [failure('spool', `${folder} cannot be written to`, advice)]
    })
}

function lookAtRefused(spool: string): Finding[] {
  const refused = documentsIn(join(spool, 'failed')).length
  if (refused === 0) return []
  const advice =
    'look at failed/ and the reasons beside them; `treeline ingest retry` puts them back'
  return [warning('spool', `${refused} files were refused`, advice)]
}

function lookAtCrowd(spool: string, waitingMax: number): Finding[] {
  const waiting = documentsIn(spool).length
  if (waiting < waitingMax / 2) return []
  const says = `${waiting} files wait, of ${waitingMax} that may`
  const advice = 'see whether a process of role ingest runs, and what its log says'
  return [
    waiting < waitingMax
      ? warning('spool', says, advice)
      : failure('spool', `${says}: no submission is taken in`, advice),
  ]
}

function documentsIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder).filter((name) => /(?<!\.reason)\.json$/.test(name))
}
