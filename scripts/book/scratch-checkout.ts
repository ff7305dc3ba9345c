import { execFile } from 'node:child_process'
import { chmod, cp, mkdir } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * Clones this checkout from a copy of it, so that `git pull` finds an origin, and brings what is not
 * committed yet. Everybody may enter: as root PostgreSQL runs as another user.
 */
export async function cloneCheckout(workspace: string): Promise<string> {
  const origin = join(workspace, 'origin.git')
  const checkout = join(workspace, 'treeline')
  await run('git', ['clone', '--quiet', '--bare', '.', origin])
  const { stdout: head } = await run('git', ['rev-parse', 'HEAD'])
  const inOrigin = (...args: string[]) => run('git', ['-C', origin, ...args])
  await inOrigin('update-ref', 'refs/heads/main', head.trim())
  await inOrigin('symbolic-ref', 'HEAD', 'refs/heads/main')
  await run('git', ['clone', '--quiet', origin, checkout])
  const changed = ['ls-files', '-z', '--modified', '--others', '--exclude-standard']
  const { stdout: files } = await run('git', changed)
  for (const file of files.split('\0').filter(Boolean)) {
    await mkdir(dirname(join(checkout, file)), { recursive: true })
    await cp(file, join(checkout, file)).catch(ignoreRemoved)
  }
  for (const folder of [workspace, checkout]) await chmod(folder, 0o755)
  return checkout
}

/** A file that was removed and not committed is listed as modified. */
function ignoreRemoved(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}

/** What a shell outside of npm has: neither its settings, nor the programs of this checkout, nor settings of ours. */
export function readersEnvironment(ours: Record<string, string>): Record<string, string> {
  const foreign = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
  const kept = [
    'HOME',
    'USER',
    'LANG',
    'TERM',
    'TMPDIR',
    'npm_config_registry',
    'NODE_EXTRA_CA_CERTS',
  ]
  const values = kept.flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return { ...Object.fromEntries(values), PATH: foreign.join(delimiter), ...ours }
}
