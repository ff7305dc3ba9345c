import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** Runs `treeline <args>` to its end while this process goes on; returns its exit status. */
export async function runTreeline(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<number | null> {
  const child = spawn(process.execPath, ['bin/treeline.js', ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await once(child, 'exit')
  return child.exitCode
}
