import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { openSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** How long a supervisor waits before it starts a program again, in milliseconds. */
const restartMs = 300

/** How long a program may take to end in order, in milliseconds. */
const endMs = 60_000

/** What a program says that was started, after it had been killed, while PostgreSQL is away. */
const startedTooEarly = 'treeline: cannot use PostgreSQL'

export type Program = {
  name: string
  args: string[]
  env: Readonly<Record<string, string>>
  /** Where its output goes, appended. */
  logFile: string
}

/** A program that is started again whenever it ends, as a supervisor does. */
export class SupervisedProcess {
  readonly name: string
  readonly #program: Program
  #child: ChildProcess
  #isWanted = true
  /** How it ended when nobody had asked it to, each time. */
  readonly surprises: string[] = []

  constructor(program: Program) {
    this.name = program.name
    this.#program = program
    this.#child = this.#start()
  }

  /** `kill -9`; it is back in a moment. */
  async kill(): Promise<void> {
    const child = this.#child
    const ended = once(child, 'exit')
    if (child.kill('SIGKILL')) await ended
  }

  freeze(): void {
    this.#child.kill('SIGSTOP')
  }

  thaw(): void {
    this.#child.kill('SIGCONT')
  }

  /** Ends it for good and in order; returns its exit status, or the signal that ended it. */
  async end(): Promise<number | NodeJS.Signals | null> {
    this.#isWanted = false
    const child = this.#child
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode ?? 0
    const ended = once(child, 'exit')
    child.kill('SIGCONT')
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), endMs)
    await ended
    clearTimeout(timer)
    return child.exitCode ?? child.signalCode
  }

  #start(): ChildProcess {
    const { args, env, logFile } = this.#program
    const log = openSync(logFile, 'a')
    const child = spawn(process.execPath, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', log, log],
    })
    child.once('exit', (status, signal) => {
      if (!this.#isWanted) return
      const how = this.#ending(signal ?? status)
      if (signal !== 'SIGKILL' && !how.includes(startedTooEarly)) this.surprises.push(how)
      void this.#startAgain()
    })
    return child
  }

  #ending(status: NodeJS.Signals | number | null): string {
    const lines = readFileSync(this.#program.logFile, 'utf8').trimEnd().split('\n')
    return `it ended with ${status}: ${lines.slice(-3).join('\n')}`
  }

  async #startAgain(): Promise<void> {
    await sleep(restartMs)
    if (this.#isWanted) this.#child = this.#start()
  }
}
