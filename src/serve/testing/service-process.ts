import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const program = join(import.meta.dirname, '../../../bin/treeline.js')

/** A service as a process of its own, on ports that the system chooses. */
export type ServiceProcess = {
  child: ChildProcess
  /** What it has said so far. */
  output: () => string
  /** Its exit status and the signal that ended it. */
  ended: Promise<unknown[]>
}

/** Starts `treeline serve` with these arguments; whoever starts it ends it. */
export function startService(
  args: readonly string[],
  env: Record<string, string>,
  { detached = false } = {},
): ServiceProcess {
  const child = spawn(process.execPath, [program, 'serve', ...args], {
    detached,
    env: {
      PATH: process.env['PATH'] ?? '',
      ENV_FILES: 'false',
      PORT: '0',
      METRICS_PORT: '0',
      RECEIVER_PORT: '0',
      LOG_LEVEL: 'silent',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout?.on('data', (text: Buffer) => (output += text.toString()))
  child.stderr?.on('data', (text: Buffer) => (output += text.toString()))
  return { child, output: () => output, ended: once(child, 'exit') }
}

/** Waits for what the service says when everything is up. */
export async function announced({ child, output }: ServiceProcess): Promise<string> {
  while (!output().includes('Ctrl-C ends it.')) {
    if (child.exitCode !== null) throw new Error(`ended: ${output()}`)
    await sleep(50)
  }
  return output()
}

/** Waits until everything is up; the address of its API. */
export async function running(service: ServiceProcess): Promise<string> {
  const [, base] = /start page +(http:\S+)\//.exec(await announced(service)) ?? []
  if (base === undefined) throw new Error(`no start page: ${service.output()}`)
  return base
}
