import { statSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'

/** What the file system was asked to bring to the disk, until it is disposed. */
export type NotedSyncs = Disposable & {
  /** Those of these files and folders that were brought there as they are now, in the order in which they were. */
  of: (paths: readonly string[]) => string[]
}

/**
 * Notes what is synced by this process: what survives a power failure shows nowhere else. What is written through a
 * `FileHandle` alone is seen.
 */
export async function noteSyncs(): Promise<NotedSyncs> {
  const prototype = await prototypeOfHandles()
  const { sync } = prototype
  const synced: string[] = []
  prototype.sync = async function noted(this: FileHandle) {
    const before = stateOf(await this.stat())
    await sync.call(this)
    synced.push(before)
  }
  return {
    of: (paths) => {
      const states = new Map(paths.map((path) => [stateOf(statSync(path)), path]))
      return [...new Set(synced.flatMap((state) => states.get(state) ?? []))]
    },
    [Symbol.dispose]: () => {
      prototype.sync = sync
    },
  }
}

async function prototypeOfHandles(): Promise<Pick<FileHandle, 'sync'>> {
  await using handle = await open(import.meta.filename)
  return Object.getPrototypeOf(handle) as Pick<FileHandle, 'sync'>
}

/** The same for a file under another name; another one for what was written to since. */
function stateOf({ ino, size, mtimeMs }: { ino: number; size: number; mtimeMs: number }): string {
  return `${ino} ${size} ${mtimeMs}`
}
