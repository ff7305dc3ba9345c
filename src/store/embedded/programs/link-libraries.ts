import { readFile, readlink, symlink } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'

/** The folder of the package that `Binaries` name; the list's paths begin with it. */
const packageFolder = 'native'

/** One line of `pg-symlinks.json`: `target` is the link to make, `source` the library it leads to. */
type LibraryLink = { source: string; target: string }

/**
 * Makes the symbolic links among PostgreSQL's libraries that a package from npm cannot hold
 * (`libpq.so.5` → `libpq.so.5.18`), so that its install script need not run. Links that are there
 * stay, and two starts at once do not disturb each other.
 *
 * @param directory holds `bin`, `lib`, `share` and the list of links
 * @throws the file system's error where a link cannot be made
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
