import { createHash } from 'node:crypto'
import { chmod, mkdir, readFile, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EmbeddedPostgresError } from '../embedded-postgres-error.ts'
import type { EmbeddedLog } from '../embedded-log.ts'
import { canEnter, type ServerUser } from '../server/server-user.ts'
import { writeFileWhole } from './write-file-whole.ts'

/** The directory that holds the cluster and, if needed, a copy of the binaries; whether it is another than DATA_DIR. */
export type Place = { directory: string; relocated: boolean }

const placesMax = 100

/** The cluster's directory in a place. */
export function clusterIn(place: string): string {
  return join(place, 'postgres')
}

/**
 * Reads where an earlier start put the cluster of this DATA_DIR. Without a pointer file it is in DATA_DIR itself.
 *
 * @param pointer path of the pointer file
 * @throws EmbeddedPostgresError `embedded_place_unusable` when the directory that it names does not exist, or this
 *   DATA_DIR was copied from another one and the file belongs to that
 */
export async function readPlace(dataDir: string, pointer: string): Promise<Place> {
  const text = await readFile(pointer, 'utf8').catch(() => null)
  if (text === null) return { directory: dataDir, relocated: false }
  const { directory, dataDir: madeFor } = parsePointer(text, pointer)
  if (!(await exists(directory))) {
    throw new EmbeddedPostgresError(
      'embedded_place_unusable',
      `${pointer} says the database is in ${directory}, which is not there; bring it back, or delete the pointer file to begin anew`,
    )
  }
  if (madeFor !== dataDir) await moveOrRefuse({ pointer, directory, madeFor, dataDir })
  return { directory, relocated: true }
}

/**
 * Decides where a new cluster goes: into DATA_DIR or, when the server's user cannot enter that (below `/root`, for
 * instance, decisions.md 3), into a directory somewhere else, which is written to the pointer file.
 *
 * @throws EmbeddedPostgresError `embedded_place_unusable` when there is no such directory
 */
export async function choosePlace(
  dataDir: string,
  pointer: string,
  user: ServerUser | null,
  log: EmbeddedLog,
): Promise<Place> {
  if (user === null || (await canEnter(user, dataDir))) {
    return { directory: dataDir, relocated: false }
  }
  for (const base of ['/var/lib', tmpdir(), '/tmp']) {
    const directory = await makeDirectory(base, dataDir, user)
    if (directory === null) continue
    await writePointer(pointer, directory, dataDir)
    const durable = base === '/var/lib'
    const message = `the user of the database cannot enter ${dataDir}: the database lies in ${directory}`
    if (durable) log.info({ directory }, message)
    else log.warn({ directory }, `${message}, where the system may delete it`)
    return { directory, relocated: true }
  }
  throw new EmbeddedPostgresError(
    'embedded_place_unusable',
    `the user of the database (uid ${user.uid}) can enter neither ${dataDir} nor a directory in /var/lib or ${tmpdir()}; choose another DATA_DIR or set DATABASE_URL`,
  )
}

/**
 * Makes a new directory for this DATA_DIR. When the name exists already, the next one is tried: the directory may belong
 * to a DATA_DIR that was deleted, or to somebody who guessed the name.
 */
async function makeDirectory(
  base: string,
  dataDir: string,
  user: ServerUser,
): Promise<string | null> {
  const name = `treeline-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`
  for (let number = 1; number <= placesMax; number++) {
    const directory = join(base, number === 1 ? name : `${name}-${number}`)
    if (await exists(directory)) continue
    const made = await mkdir(directory).then(
      () => true,
      () => false,
    )
    if (!made) return null
    await chmod(directory, 0o755)
    return (await canEnter(user, directory)) ? directory : null
  }
  return null
}

type Moved = { pointer: string; directory: string; madeFor: string; dataDir: string }

/**
 * The pointer file names another DATA_DIR. When that is gone, it was moved here, and the file is corrected. When it
 * still exists, this one is a copy, and the two must not share a cluster: neither would see the locks of the other.
 */
async function moveOrRefuse({ pointer, directory, madeFor, dataDir }: Moved): Promise<void> {
  if (await exists(madeFor)) {
    throw new EmbeddedPostgresError(
      'embedded_place_unusable',
      `${pointer} leads to the database of ${madeFor}; delete that pointer file to begin anew in ${dataDir}`,
    )
  }
  await writePointer(pointer, directory, dataDir)
}

function writePointer(pointer: string, directory: string, dataDir: string): Promise<void> {
  return writeFileWhole(pointer, `${JSON.stringify({ directory, dataDir }, null, 2)}\n`)
}

function parsePointer(text: string, pointer: string): { directory: string; dataDir: string } {
  try {
    const { directory, dataDir } = Object(JSON.parse(text))
    if (typeof directory === 'string' && typeof dataDir === 'string') return { directory, dataDir }
  } catch {
    // reported below
  }
  throw new EmbeddedPostgresError(
    'embedded_place_unusable',
    `${pointer} should say where the database lies, but cannot be read; delete it to begin anew`,
  )
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null
}
