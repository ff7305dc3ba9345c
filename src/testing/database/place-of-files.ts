import { statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'

/** Where Linux keeps files in memory, for everybody. */
const memory = '/dev/shm'
/** A whole run of the tests takes 0.4 GB. */
const roomBytes = 4 * 2 ** 30
/** 2 kB in tables, and as much again for each of the log, what is packed and what is written anew. */
const bytesPerTest = 10_000

/** Where throwaway servers can lie. */
export const placesOfFiles = [memory, tmpdir()]

/**
 * Where a server lies that nobody needs tomorrow: in memory, where there is plenty of it. To make a database and
 * remove it takes 74 ms there and 210 on a disk, and the tests do so hundreds of times. Containers have
 * 64 MB of it by default, macOS has none.
 *
 * @param tests how many rows of tests it is to hold, where somebody chooses that: millions belong on a disk
 */
export async function placeOfFiles(tests = 0): Promise<string> {
  const found = await statfs(memory).catch(() => undefined)
  const free = found === undefined ? 0 : found.bavail * found.bsize
  const needed = roomBytes + tests * bytesPerTest
  return Math.min(free, process.availableMemory()) >= needed ? memory : tmpdir()
}
