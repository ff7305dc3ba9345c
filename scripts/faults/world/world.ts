import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { secretKey } from '../../../src/receiver/authentication/secrets.ts'
import { SignJWT } from 'jose'
import { startStorageHost, type StorageHost } from '../../../src/testing/hosts/storage-host.ts'
import { freePort } from '../../checks/free-port.ts'
import { randomSubmission } from '../random-submission.ts'
import { makeTables } from './database.ts'
import { DroppedFiles } from './dropped-files.ts'
import { type FragilePostgres, startFragilePostgres } from './fragile-postgres.ts'
import { makeSpoolDisk } from './spool-disk.ts'
import { Submitter } from './submitter.ts'
import { SupervisedProcess } from './supervised-process.ts'
import { scratchFolder } from '../../checks/scratch-folder.ts'

/** Files that may wait before the receiver takes in no more: few, so that it happens. */
export const waitingFilesMax = 150

const secret = 'a secret that nobody outside of this run knows'

/** Everything that can break, and what is sent to it. */
export type World = {
  postgres: FragilePostgres
  /** Takes long log excerpts. */
  storage: StorageHost
  spool: string
  /** The disk of the spool is a small one of its own. */
  hasSmallDisk: boolean
  /** Three on one spool; the first one is the receiver, too. */
  ingesters: readonly SupervisedProcess[]
  submitter: Submitter
  dropped: DroppedFiles
  /** The next of all submissions, none of which contradicts another one. */
  nextSubmission: () => object
  /** Settings of every command. */
  env: Readonly<Record<string, string>>
}

/** Starts PostgreSQL, a receiver and three ingesters, as their commands start them. */
export async function openWorld(seed: number, stack: AsyncDisposableStack): Promise<World> {
  const workspace = scratchFolder('faults-spool')
  stack.defer(() => rm(workspace, { recursive: true, force: true }))
  const spool = join(workspace, 'spool')
  const { isSmall } = stack.use(await makeSpoolDisk(spool))
  const postgres = stack.use(await startFragilePostgres())
  const storage = stack.use(await startStorageHost())
  await makeTables(postgres.url)
  const receiverPort = await freePort()
  const env = {
    DATABASE_URL: postgres.url,
    DATA_DIR: workspace,
    JWT_SECRET: secret,
    RECEIVER_PORT: String(receiverPort),
    METRICS_PORT: String(await freePort()),
    PORT: String(await freePort()),
    SPOOL_MAX_FILES: String(waitingFilesMax),
    SPOOL_MIN_FREE_BYTES: '0',
    CONVERT_LOG_EXCERPT: 'true',
    STORAGE_BASE_URL: storage.host.base,
    STORAGE_TOKEN: storage.token,
    FETCH_ALLOW_LOOPBACK: 'true',
  }
  const ingesters = ['receiver', 'second', 'third'].map(
    (name) =>
      new SupervisedProcess({
        name,
        env,
        logFile: join(workspace, `${name}.log`),
        args: [
          'bin/treeline.js',
          ...(name === 'receiver'
            ? ['serve', '--role', 'ingest']
            : ['ingest', '--spool-dir', spool, '--interval', '0.2', '--max-workers', '1']),
        ],
      }),
  )
  for (const ingester of ingesters) stack.defer(async () => void (await ingester.end()))
  const submitter = new Submitter(`http://127.0.0.1:${receiverPort}`, await newToken())
  await submitter.waitForReceiver()
  let number = 0
  return {
    postgres,
    storage,
    spool,
    hasSmallDisk: isSmall,
    ingesters,
    submitter,
    dropped: new DroppedFiles(spool),
    nextSubmission: () => randomSubmission(seed, (number += 1)),
    env,
  }
}

function newToken(): Promise<string> {
  const claims = new SignJWT({ origin: 'o' }).setProtectedHeader({ alg: 'HS256' })
  return claims.setExpirationTime('1 day').sign(secretKey(secret))
}
