import { cutSessions } from './cut-sessions.ts'
import { cutStorage } from './cut-storage.ts'
import { dropMalformedFile } from './drop-malformed-file.ts'
import type { Fault } from './fault.ts'
import { fillDisk } from './fill-disk.ts'
import { freezePostgres } from './freeze-postgres.ts'
import { killIngester } from './kill-ingester.ts'
import { reachSpoolLimit } from './reach-spool-limit.ts'
import { restartPostgres } from './restart-postgres.ts'

/** Everything that may happen in a round. */
export const allFaults: readonly Fault[] = [
  killIngester,
  restartPostgres,
  freezePostgres,
  cutSessions,
  cutStorage,
  fillDisk,
  reachSpoolLimit,
  dropMalformedFile,
]
