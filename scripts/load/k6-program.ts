import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Of the commands that scripts/load/visitor.ts is written for. */
const version = 'v1.8.1'
const buildMsMax = 20 * 60_000

/**
 * The k6 of this machine: the one on the path, or one that Go builds once into the user's cache folder, which takes
 * some minutes. Undefined when there is neither.
 */
export function findK6(): string | undefined {
  if (runs('k6')) return 'k6'
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache')
  const folder = join(cache, 'treeline-k6')
  const built = join(folder, 'k6')
  if (existsSync(built) && runs(built)) return built
  if (!runs('go')) return undefined
  console.error(`k6 is not on the path: building it into ${folder}, some minutes, this once`)
  mkdirSync(folder, { recursive: true })
  const { status } = spawnSync('go', ['install', `go.k6.io/k6@${version}`], {
    env: { ...process.env, GOBIN: folder },
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: buildMsMax,
  })
  return status === 0 && runs(built) ? built : undefined
}

function runs(program: string): boolean {
  try {
    execFileSync(program, ['version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
