import { spawn } from 'node:child_process'
import { once } from 'node:events'

/**
 * Runs a prune and kills it at a random moment, so many times; then lets it end.
 *
 * @param cutoff the moment before which rows go
 */
export async function pruneKilled(
  env: Record<string, string>,
  cutoff: string,
  kills: number,
): Promise<void> {
  // its start takes about so long; a kill before it has begun shows nothing
  const beginsMs = 1_500
  for (let round = 0; round < kills; round++) {
    const ended = await pruneOnce(env, cutoff, beginsMs + Math.random() * 6_000)
    console.log(
      `prune ${round + 1} of ${kills}: ${ended === null ? 'killed' : `ended by itself, ${ended}`}`,
    )
  }
  const status = await pruneOnce(env, cutoff, null)
  if (status !== 0) throw new Error(`the last prune ended with exit status ${status}`)
}

/** @returns the exit status; null when it was killed */
async function pruneOnce(
  env: Record<string, string>,
  cutoff: string,
  killAfterMs: number | null,
): Promise<number | null> {
  const minutes = Math.floor((Date.now() - Date.parse(cutoff)) / 60_000)
  const child = spawn(
    process.execPath,
    ['bin/treeline.js', 'prune', '--older-than', `${minutes} minutes`, '--yes'],
    { env: { ...process.env, ENV_FILES: 'false', ...env }, stdio: ['ignore', 'ignore', 'inherit'] },
  )
  const timer =
    killAfterMs === null ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs)
  const [status] = await once(child, 'exit')
  clearTimeout(timer)
  return typeof status === 'number' ? status : null
}
