import Sqlite from 'better-sqlite3'
import { closeSync, openSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** What was done to the file, and how often. */
export type Damage = Map<string, number>

type Harm = (file: string, chance: () => number) => Promise<void> | void

/**
 * What somebody may do to the file of a cache. Not to `-shm`, which SQLite maps into memory: a process that reads
 * there what was cut off is ended by the system.
 */
const harms: Record<string, Harm> = {
  deleted: (file) => {
    for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true })
  },
  'deleted without its log': (file) => rmSync(file, { force: true }),
  truncated: (file, chance) => truncateSync(file, Math.floor(sizeOf(file) * chance())),
  'log truncated': (file, chance) =>
    truncateSync(`${file}-wal`, Math.floor(sizeOf(`${file}-wal`) * chance())),
  'scribbled over': (file, chance) => writeNoise(file, chance),
  'log scribbled over': (file, chance) => writeNoise(`${file}-wal`, chance),
  locked: async (file, chance) => {
    const other = new Sqlite(file, { timeout: 100 })
    try {
      other.exec('begin exclusive')
      await sleep(50 + 500 * chance())
    } finally {
      other.close()
    }
  },
}

/** Damages a file at random moments until the signal aborts; what fails, such as to cut what is not there, was tried. */
export async function scribble(file: string, signal: AbortSignal): Promise<Damage> {
  const done: Damage = new Map()
  const names = Object.keys(harms)
  while (!signal.aborted) {
    await sleep(100 + 400 * Math.random(), undefined, { signal }).catch(() => {})
    // each kind comes as often as the others
    const [name = ''] = names.toSorted(
      (one, other) => (done.get(one) ?? 0) - (done.get(other) ?? 0) + Math.random() - 0.5,
    )
    try {
      await harms[name]?.(file, Math.random)
    } catch {
      // in the middle of being made anew
    }
    done.set(name, (done.get(name) ?? 0) + 1)
  }
  return done
}

/** Writes bytes that mean nothing over a part, or over a single byte. */
function writeNoise(path: string, chance: () => number): void {
  const length = chance() < 0.3 ? 1 : Math.ceil(chance() * 20_000)
  const noise = Buffer.from(Array.from({ length }, () => Math.floor(chance() * 256)))
  const descriptor = openSync(path, 'r+')
  try {
    writeSync(descriptor, noise, 0, length, Math.floor(sizeOf(path) * chance()))
  } finally {
    closeSync(descriptor)
  }
}

function sizeOf(path: string): number {
  return statSync(path).size
}
