import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, globSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Of Debian; moves the clock that a process sees. */
const [fakeTime] = globSync('/usr/lib/*/faketime/libfaketimeMT.so.1')

export const canMoveClocks = fakeTime !== undefined && existsSync(fakeTime)

/** libfaketime may hold the threads of a process for ever while it loads, which was seen once: then it hears nothing but SIGKILL. */
const beginsWithinMs = 20_000

/** Longer than the service gives its work to end. */
const endsWithinMs = 60_000

/** An instance that is killed, frozen, and whose clock is moved while it runs. */
export class TroubledProcess implements AsyncDisposable {
  readonly #url: string
  readonly #clockFile: string
  #child: ChildProcess | undefined
  #hasBegun = false
  #beginning: NodeJS.Timeout | undefined

  constructor(url: string, folder: string, name: string) {
    this.#url = url
    this.#clockFile = join(folder, `${name}.clock`)
    this.moveClock(0)
  }

  /** Unless it is there. One that does not begin is replaced. */
  start(): void {
    if (this.#child !== undefined) return
    const clock = {
      LD_PRELOAD: fakeTime,
      FAKETIME_TIMESTAMP_FILE: this.#clockFile,
      FAKETIME_NO_CACHE: '1',
      // a clock that is set changes no counter
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      DONT_FAKE_MONOTONIC: '1',
    }
    const child = spawn(process.execPath, [join(import.meta.dirname, 'tick-process.ts')], {
      env: {
        ...process.env,
        ENV_FILES: 'false',
        DATABASE_URL: this.#url,
        ...(canMoveClocks ? clock : {}),
      },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    this.#child = child
    this.#hasBegun = false
    child.once('message', () => {
      if (this.#child === child) this.#hasBegun = true
    })
    this.#beginning = setTimeout(() => void this.#beginAgain(), beginsWithinMs)
  }

  async #beginAgain(): Promise<void> {
    if (this.#hasBegun) return
    await this.kill()
    this.start()
  }

  /** @param seconds by which its clock is wrong from now on */
  moveClock(seconds: number): void {
    // in place at once: a process that finds an empty file would see the true time for a moment
    writeFileSync(`${this.#clockFile}.next`, `${seconds < 0 ? '' : '+'}${seconds}\n`)
    renameSync(`${this.#clockFile}.next`, this.#clockFile)
  }

  freeze(): void {
    this.#child?.kill('SIGSTOP')
  }

  thaw(): void {
    this.#child?.kill('SIGCONT')
  }

  kill(): Promise<void> {
    return this.#end('SIGKILL')
  }

  /** In order, as Ctrl-C does; at once where it has not begun. */
  stop(): Promise<void> {
    return this.#end(this.#hasBegun ? 'SIGTERM' : 'SIGKILL')
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    clearTimeout(this.#beginning)
    const child = this.#child
    this.#child = undefined
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit', { signal: AbortSignal.timeout(endsWithinMs) })
    child.kill(signal)
    await ended.catch((cause: unknown) => {
      child.kill('SIGKILL')
      throw new Error(`an instance did not end by ${signal}`, { cause })
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.thaw()
    await this.#end('SIGKILL')
  }
}
