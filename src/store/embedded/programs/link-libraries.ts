import { readFile, readlink, symlink } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'

/** The folder of the package that has the binaries. All paths in the list begin with it. */
const packageFolder = 'native'

/** One entry of `pg-symlinks.json`: `target` is the link to make, `source` the library that it points to. */
type LibraryLink = { source: string; target: string }

/**
 * Makes the symbolic links of PostgreSQL's libraries (`libpq.so.5` → `libpq.so.5.18`). A package of npm cannot hold
 * links; its install script would make them, which then need not run. Links that exist are left as they are, and two
 * processes may do this at once.
 *
 * @param directory holds `bin`, `lib`, `share` and the list of links
 * @throws the file system's error when a link cannot be made
 */
export async function linkLibraries(directory: string): Promise<void> {
  const list = await readFile(join(directory, 'pg-symlinks.json'), 'utf8')
  for (const { source, target } of JSON.parse(list) as LibraryLink[]) {
    const link = join(directory, relative(packageFolder, target))
    const library = relative(dirname(target), source)
    await symlink(library, link).catch(async (error: unknown) => {
      if ((await readlink(link).catch(() => null)) !== library) throw error
    })
  }
}
