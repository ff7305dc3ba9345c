import { spawnSync } from 'node:child_process'

/** What a program of PostgreSQL's client package wrote, and its exit status; undefined when it is not installed. */
export function runClient(
  program: 'psql' | 'pg_dump' | 'pg_dumpall',
  args: readonly string[],
): { output: Buffer; status: number | null } | undefined {
  const { status, stdout, error } = spawnSync(program, args, {
    // nobody's settings but those of the script
    env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 1 << 30,
  })
  return error === undefined ? { output: stdout, status } : undefined
}
