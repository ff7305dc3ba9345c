import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cp, readdir, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { EmbeddedPostgresError } from '../embedded-postgres-error.ts'
import { linkLibraries } from './link-libraries.ts'
import { canRun, type ServerUser } from '../server/server-user.ts'

const run = promisify(execFile)
const copyPrefix = 'postgres-binaries-'

/** The programs of PostgreSQL. `directory` has `bin`, `lib` and `share`. */
export type Binaries = { directory: string; version: string; major: string }

/**
 * The PostgreSQL that npm has installed for this platform (decisions.md 5: without the wrapper package).
 *
 * @throws EmbeddedPostgresError `embedded_package_missing`
 */
export function installedBinaries(platform = process.platform, arch = process.arch): Binaries {
  const name = `@embedded-postgres/${platform}-${arch}`
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve(name)
  } catch (error) {
    throw new EmbeddedPostgresError(
      'embedded_package_missing',
      `no embedded PostgreSQL here: the package ${name} is not installed; run "npm ci" again, or set DATABASE_URL to a PostgreSQL server`,
      { cause: error },
    )
  }
  const root = dirname(dirname(entry))
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const version = String(Object(manifest).version)
  return { directory: join(root, 'native'), version, major: version.split('.')[0] ?? version }
}

/** The path of one program. */
export function programOf(binaries: Binaries, program: 'initdb' | 'postgres'): string {
  return join(binaries.directory, 'bin', program)
}

/**
 * Returns binaries that the server's user can run: the installed ones or, when that user cannot read them (below
 * `/root`, for instance) or we cannot write to `node_modules`, a copy in `place`. Copies of other versions are removed;
 * no server may be running from them.
 */
export async function reachableBinaries(
  installed: Binaries,
  place: string,
  user: ServerUser | null,
): Promise<Binaries> {
  if (await isUsable(installed, user)) return installed
  const copy = { ...installed, directory: join(place, copyPrefix + installed.version) }
  if (await canRun(user, programOf(copy, 'postgres'))) return copy
  for (const entry of await readdir(place)) {
    if (entry.startsWith(copyPrefix)) await rm(join(place, entry), { recursive: true, force: true })
  }
  await copyReadable(installed.directory, copy.directory)
  return copy
}

async function isUsable(installed: Binaries, user: ServerUser | null): Promise<boolean> {
  const isLinked = await linkLibraries(installed.directory).then(
    () => true,
    () => false,
  )
  return isLinked && (user === null || canRun(user, programOf(installed, 'postgres')))
}

/** Copies binaries and lets everybody read them. The copy gets its final name when it is complete. */
async function copyReadable(from: string, to: string): Promise<void> {
  const unfinished = join(dirname(to), `${basename(to)}.new`)
  await cp(from, unfinished, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !source.endsWith('.a'),
  })
  // the links are made in the copy, which has the modes of the original: that may be read-only
  await run('chmod', ['-R', 'u+w,a+rX', unfinished])
  await linkLibraries(unfinished)
  await rename(unfinished, to)
}
