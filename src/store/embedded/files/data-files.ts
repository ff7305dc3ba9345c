import { join } from 'node:path'

/** What lies in DATA_DIR beside the cluster itself, which may lie elsewhere (see place.ts). */
export type DataFiles = {
  /** Of the one role of the server, mode 0600. */
  password: string
  /** The port of the last start: the next one takes it again, so that addresses stay. */
  port: string
  /** What the server writes to its standard error. */
  log: string
  /** Where the cluster lies when that is not DATA_DIR. */
  place: string
  /** Held while the server is being looked for, started or stopped. */
  startLock: string
  /** Held, shared, by every process that uses the server. */
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
