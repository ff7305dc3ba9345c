import { execFileSync } from 'node:child_process'
import { mkdir } from 'node:fs/promises'

/** Enough for some thousand submissions, and full in a moment. */
const size = '192m'

/** The file system of a spool; disposing takes it away. */
export type SpoolDisk = AsyncDisposable & {
  /** It is a small one of its own, which may be filled. */
  isSmall: boolean
}

/** Mounts a small file system in memory where root may do that; else the folder is one like any other. */
export async function makeSpoolDisk(folder: string): Promise<SpoolDisk> {
  await mkdir(folder, { recursive: true })
  const isSmall = run('mount', '-t', 'tmpfs', '-o', `size=${size}`, 'treeline-faults', folder)
  return {
    isSmall,
    [Symbol.asyncDispose]: async () => {
      if (isSmall) run('umount', '-l', folder)
    },
  }
}

function run(program: string, ...args: string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
