import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { environmentOf, type Service } from './compose-file.ts'

const healthyMsMax = 60_000
const stopMsMax = 30_000
const pollMs = 500

/** Where the containers of a file are on this machine: values of variables, and ports by those inside. */
export type Here = { environment: Record<string, string>; ports: Readonly<Record<string, string>> }

/** A service of the compose file as a process of this machine, in the folder of its image. */
export class ServiceProcess {
  readonly #service: Service
  readonly #here: Here
  readonly #child: ChildProcess
  #output = ''

  /** Starts what the container would start. */
  constructor(service: Service, folder: string, here: Here) {
    this.#service = service
    this.#here = here
    this.#child = spawn(process.execPath, argumentsOf(service), {
      cwd: folder,
      env: {
        PATH: process.env['PATH'],
        ...Object.fromEntries(environmentOf(service)),
        ...here.environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#output += text))
    }
  }

  /** What it wrote so far. */
  get output(): string {
    return this.#output
  }

  /** Waits until its own health check says that it is well; false when it ends, or is not well in time. */
  async becomesHealthy(): Promise<boolean> {
    const deadline = Date.now() + healthyMsMax
    while (this.#child.exitCode === null && Date.now() < deadline) {
      if (isHealthy(this.#service, this.#here)) return true
      await sleep(pollMs)
    }
    return false
  }

  /** Its exit status, when it ends by itself in time. */
  async ends(withinMs = stopMsMax): Promise<number | null> {
    if (this.#child.exitCode === null) {
      await once(this.#child, 'exit', { signal: AbortSignal.timeout(withinMs) }).catch(() => {})
    }
    return this.#child.exitCode
  }

  /** Ends it as Docker does; its exit status, null when it had to be killed. */
  async stop(): Promise<number | null> {
    this.#child.kill('SIGTERM')
    const status = await this.ends()
    if (status === null) this.#child.kill('SIGKILL')
    return status
  }
}

/** Of Node: the entry point of the image with the command, or what the command says Node is to do. */
function argumentsOf({ command = [] }: Service): string[] {
  const own = /exec node (.+)$/.exec(command.join(' '))?.[1]
  return own === undefined ? ['bin/treeline.js', ...command] : own.split(' ')
}

function isHealthy({ healthcheck }: Service, { ports }: Here): boolean {
  const [, , ...args] = healthcheck?.test ?? []
  const here = args.map((arg) =>
    arg.replaceAll(/(127\.0\.0\.1):(\d+)/g, (_, host, port) => `${host}:${ports[port] ?? port}`),
  )
  return spawnSync(process.execPath, here, { timeout: 10_000 }).status === 0
}
