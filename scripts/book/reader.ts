import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const commandMsMax = 600_000
const endMsMax = 30_000
const pollMs = 100

/** How something that was pasted into a shell ended, and what it wrote. */
export type Outcome = { status: number | null; output: string }

type Service = { shell: ChildProcess; outputFile: string }

/**
 * Somebody with the book in hand: pastes commands into a shell whose exports last for a page, and has
 * one service running in another terminal, or none.
 */
export class Reader implements AsyncDisposable {
  readonly #checkout: string
  readonly #workspace: string
  readonly #base: string
  #environment: Record<string, string>
  #service: Service | undefined
  #terminals = 0

  /** @param base where the API of a service answers */
  constructor(place: { checkout: string; workspace: string; base: string }) {
    this.#checkout = place.checkout
    this.#workspace = place.workspace
    this.#base = place.base
    this.#environment = {}
  }

  /** A new shell, with this environment. */
  openShell(environment: Record<string, string>): void {
    this.#environment = environment
    rmSync(this.#exports, { force: true })
  }

  /**
   * Runs commands to their end, the first that fails ends them; or, when they serve, until they can
   * answer: status null means that they do.
   *
   * @param more of the environment, for these commands alone
   */
  async paste(
    commands: string,
    { serves, more }: { serves: boolean; more: Record<string, string> },
  ): Promise<Outcome> {
    return serves ? await this.#serve(commands, more) : await this.#run(commands, more)
  }

  async #run(commands: string, more: Record<string, string>): Promise<Outcome> {
    const { shell, outputFile } = this.#start(commands, more)
    if (!(await ends(shell, commandMsMax))) signalAll(shell, 'SIGKILL')
    return { status: shell.exitCode, output: readFileSync(outputFile, 'utf8') }
  }

  async #serve(commands: string, more: Record<string, string>): Promise<Outcome> {
    const { shell, outputFile } = this.#start(commands, more)
    this.#service = { shell, outputFile }
    const deadline = Date.now() + commandMsMax
    while (shell.exitCode === null && Date.now() < deadline) {
      const answer = fetch(`${this.#base}/readyz`)
      if (
        await answer.then(
          ({ ok }) => ok,
          () => false,
        )
      )
        break
      await sleep(pollMs)
    }
    return { status: shell.exitCode, output: readFileSync(outputFile, 'utf8') }
  }

  /** Ctrl-C in the terminal of the service; undefined when none runs. */
  async pressCtrlC(): Promise<Outcome | undefined> {
    const service = this.#service
    if (service === undefined) return undefined
    this.#service = undefined
    const { shell, outputFile } = service
    signalAll(shell, 'SIGINT')
    if (!(await ends(shell, endMsMax))) signalAll(shell, 'SIGKILL')
    return { status: shell.exitCode, output: readFileSync(outputFile, 'utf8') }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.pressCtrlC()
  }

  get #exports(): string {
    return join(this.#workspace, 'exports')
  }

  #start(commands: string, more: Record<string, string>): Service {
    this.#terminals += 1
    const outputFile = join(this.#workspace, `output-${this.#terminals}`)
    const output = openSync(outputFile, 'w')
    // what was exported outlives the block, but for what it was lent; Ctrl-C is for the programs, not for the shell
    const script = `if [ -e '${this.#exports}' ]; then . '${this.#exports}'; fi
trap : INT
set -e
${commands}
unset ${Object.keys(more).join(' ')}
export -p > '${this.#exports}'`
    // a process group of its own, as a terminal gives it
    const shell = spawn('/bin/sh', ['-c', script], {
      cwd: this.#checkout,
      env: { ...this.#environment, ...more },
      stdio: ['ignore', output, output],
      detached: true,
    })
    closeSync(output)
    return { shell, outputFile }
  }
}

async function ends(shell: ChildProcess, withinMs: number): Promise<boolean> {
  if (hasEnded(shell)) return true
  await once(shell, 'exit', { signal: AbortSignal.timeout(withinMs) }).catch(() => {})
  return hasEnded(shell)
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null
}

function signalAll({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch {
    // everything has ended already
  }
}
