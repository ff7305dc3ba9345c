import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { isMissingFile } from '../../platform/errors/error-code.ts'
import { errorMessage } from '../../platform/errors/error-message.ts'
import { programOf, type Binaries } from './programs/binaries.ts'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { serverRole } from './server/server-address.ts'
import type { ServerUser } from './server/server-user.ts'

const run = promisify(execFile)
const initdbTimeoutMs = 5 * 60_000

/**
 * The major version of PostgreSQL that made a cluster; null when there is no cluster. A cluster that cannot be read does
 * not count as missing: a new one would get a new password, and then nobody could open the old one.
 *
 * @throws EmbeddedPostgresError `embedded_place_unusable` when the directory holds something else or cannot be read
 */
export async function clusterVersion(cluster: string): Promise<string | null> {
  try {
    const text = await readFile(join(cluster, 'PG_VERSION'), 'utf8')
    return text.trim()
  } catch (error) {
    if (!isMissingFile(error)) throw unusable(cluster, errorMessage(error), error)
  }
  const entries = await readdir(cluster).catch((error: unknown) => {
    if (isMissingFile(error)) return []
    throw unusable(cluster, errorMessage(error), error)
  })
  if (entries.length === 0) return null
  throw unusable(cluster, 'it is not empty, and has no file PG_VERSION')
}

function unusable(cluster: string, problem: string, cause?: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'embedded_place_unusable',
    `${cluster} cannot be used as the database: ${problem}; bring back what belongs there, or move it away to begin anew`,
    { cause },
  )
}

export type NewCluster = {
  cluster: string
  password: string
  binaries: Binaries
  user: ServerUser | null
  /** Skips fsync: for tests, whose clusters may be lost. */
  noSync: boolean
  signal: AbortSignal | undefined
}

/**
 * Makes a cluster: SCRAM passwords, data checksums, UTF-8, text in code point order by PostgreSQL's
 * own `C.UTF-8`, which every platform has (decisions.md 3). It is made under another name and renamed
 * when complete, so that a process that is killed leaves no half cluster under the right name.
 *
 * @throws EmbeddedPostgresError `embedded_create_failed`
 */
export async function createCluster(wanted: NewCluster): Promise<void> {
  const parent = dirname(wanted.cluster)
  await removeUnfinished(wanted.cluster)
  const unfinished = `${wanted.cluster}.new-${randomBytes(4).toString('hex')}`
  const passwordFile = `${unfinished}.password`
  try {
    await mkdir(unfinished, { mode: 0o700 })
    await writeFile(passwordFile, wanted.password, { mode: 0o600 })
    if (wanted.user !== null) {
      await chown(unfinished, wanted.user.uid, wanted.user.gid)
      await chown(passwordFile, wanted.user.uid, wanted.user.gid)
    }
    await runInitdb(wanted, unfinished, passwordFile)
    await rm(passwordFile)
    await rename(unfinished, wanted.cluster)
    if (!wanted.noSync) await syncDirectory(parent)
  } catch (error) {
    // not left for the next start to remove: the disk may be full
    await rm(unfinished, { recursive: true, force: true }).catch(() => {})
    wanted.signal?.throwIfAborted()
    throw new EmbeddedPostgresError(
      'embedded_create_failed',
      `no database could be made in ${wanted.cluster}: ${reasonOf(error)}; set DATABASE_URL to use another PostgreSQL server`,
      { cause: error },
    )
  } finally {
    await rm(passwordFile, { force: true })
  }
}

async function runInitdb(wanted: NewCluster, directory: string, passwordFile: string) {
  const args = [
    `--pgdata=${directory}`,
    `--username=${serverRole}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--data-checksums',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--text-search-config=english',
    ...(wanted.noSync ? ['--no-sync'] : []),
  ]
  await run(programOf(wanted.binaries, 'initdb'), args, {
    ...wanted.user,
    // The caller's directory may be closed to that user, the caller's environment may hold PG*.
    cwd: '/',
    env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
    timeout: initdbTimeoutMs,
    signal: wanted.signal,
  })
}

/** Removes the unfinished clusters of earlier starts that were killed. */
async function removeUnfinished(cluster: string): Promise<void> {
  const parent = dirname(cluster)
  for (const entry of await readdir(parent)) {
    if (!entry.startsWith(`${basename(cluster)}.new-`)) continue
    await rm(join(parent, entry), { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
  }
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}

/** Time and process, which the server writes at the beginning of each line. */
const serverLinePrefix = /^[-\d]+ [.:\d]+ \S+ \[\d+\] /

/** The line of initdb's output that says what is wrong, or else the first line of the error. */
function reasonOf(error: unknown): string {
  const output = error instanceof Error && 'stderr' in error ? String(error.stderr) : ''
  const telling = output.split('\n').find((line) => /error|fatal|denied|cannot/iu.test(line))
  return (telling ?? errorMessage(error).split('\n')[0] ?? '').replace(serverLinePrefix, '')
}
