import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { freePort } from './free-port.ts'

/** As `npm start` and the image begin it. */
export const program = ['--max-semi-space-size=8', 'bin/treeline.js']

/** Runs one script or command to its end, output passed through; true when its exit status was 0. */
export function succeeds(args: string[], env: Record<string, string>): boolean {
  const { status } = spawnSync(process.execPath, args, {
    env: { ...process.env, ENV_FILES: 'false', ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return status === 0
}

/** The same while this process goes on. */
export async function succeedsMeanwhile(args: string[]): Promise<boolean> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] })
  const [status] = (await once(child, 'exit')) as [number | null]
  return status === 0
}

/** Runs `treeline <args>` to its end. */
export function treeline(args: string[], env: Record<string, string>): boolean {
  return succeeds([...program, ...args], env)
}

/** What `treeline <args>` writes to its standard output. */
export function treelineOutput(args: string[], env: Record<string, string>): string {
  const { stdout } = spawnSync(process.execPath, [...program, ...args], {
    env: { ...process.env, ENV_FILES: 'false', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  })
  return stdout
}

/** A serving Treeline; disposing ends it in order. */
export type Served = AsyncDisposable & {
  base: string
  receiver: string
  metrics: string
  pid: number
}

/**
 * Starts `treeline serve` on free ports and waits until it is ready.
 *
 * @param log where its log goes: written in any case
 */
export async function serve(
  env: Record<string, string>,
  {
    role = 'all',
    timeoutMs = 60_000,
    log = 'inherit',
  }: { role?: 'all' | 'api'; timeoutMs?: number; log?: 'inherit' | 'ignore' } = {},
): Promise<Served> {
  const port = await freePort()
  const receiverPort = await freePort()
  const metricsPort = await freePort()
  const child = spawn(process.execPath, [...program, 'serve', '--role', role], {
    env: {
      ...process.env,
      ENV_FILES: 'false',
      ...env,
      PORT: String(port),
      METRICS_PORT: String(metricsPort),
      RECEIVER_PORT: String(receiverPort),
    },
    stdio: ['ignore', 'ignore', log],
  })
  const base = `http://127.0.0.1:${port}`
  await waitUntilReady(base, child, Date.now() + timeoutMs)
  return {
    base,
    receiver: `http://127.0.0.1:${receiverPort}`,
    metrics: `http://127.0.0.1:${metricsPort}/metrics`,
    pid: child.pid ?? 0,
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, 'exit')
      if (child.kill('SIGTERM')) await ended
    },
  }
}

async function waitUntilReady(base: string, child: ChildProcess, deadline: number): Promise<void> {
  while (Date.now() < deadline && child.exitCode === null) {
    const response = await fetch(`${base}/readyz`).catch(() => undefined)
    if (response?.ok) return
    await new Promise((done) => setTimeout(done, 200))
  }
  child.kill('SIGKILL')
  throw new Error('treeline serve did not become ready')
}
