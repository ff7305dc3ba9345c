import { spawnSync } from 'node:child_process'
import type { Tally } from '../checks/tally.ts'

/** What a check of a client needs. */
export type ClientCheck = {
  base: string
  /** Where it takes in submissions. */
  receiver: string
  dataDir: string
  /** Where the service may fetch logs from. */
  logHost: string
  tools: string
  workspace: string
  tally: Tally
}

export type Ran = { ok: boolean; output: string }

/** Runs a client to its end, a minute and a half at most. */
export function run(
  command: string,
  args: string[],
  env: Record<string, string> = {},
  cwd = process.cwd(),
): Ran {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    timeout: 90_000,
    maxBuffer: 256 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return { ok: status === 0, output: stdout + stderr }
}
