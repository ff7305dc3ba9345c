import { join } from 'node:path'

/** The paths of the files in DATA_DIR other than the cluster, which may be somewhere else (`place.ts`). */
export type DataFiles = {
  /** The password of the server's only role; mode 0600. */
  password: string
  /** The port of the last start. The next start uses it again, so that connection strings stay valid. */
  port: string
  /** What the server writes to its standard error. */
  log: string
  /** Where the cluster is, when it is not in DATA_DIR. */
  place: string
  /** Locked while a process looks for the server, starts it or stops it. */
  startLock: string
  /** Locked in shared mode by every process that uses the server. */
  useLock: string
}

/** The paths of the embedded server's files in a DATA_DIR. */
export function dataFilesIn(dataDir: string): DataFiles {
  return {
    password: join(dataDir, 'postgres.password'),
    port: join(dataDir, 'postgres.port'),
    log: join(dataDir, 'postgres.log'),
    place: join(dataDir, 'postgres.place.json'),
    startLock: join(dataDir, 'postgres.start-lock'),
    useLock: join(dataDir, 'postgres.use-lock'),
  }
}
