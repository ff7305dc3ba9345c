import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/**
 * What `treeline <args>` writes, whatever its exit status. While it runs, this process answers as Discord and the
 * webhook.
 */
export async function commandOutput(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const options = { env: { ...process.env, ...env } }
  const running = promisify(execFile)(process.execPath, ['bin/treeline.js', ...args], options)
  const { stdout } = await running.catch((error: { stdout: string }) => error)
  return stdout
}
