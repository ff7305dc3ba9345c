import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, globSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Of Debian; moves the clock that a process sees. */
const [fakeTime] = globSync('/usr/lib/*/faketime/libfaketimeMT.so.1')

export const canMoveClocks = fakeTime !== undefined && existsSync(fakeTime)

/** An instance that is killed, frozen, and whose clock is moved while it runs. */
export class TroubledProcess implements AsyncDisposable {
  readonly #url: string
  readonly #clockFile: string
  #child: ChildProcess | undefined

  constructor(url: string, folder: string, name: string) {
    this.#url = url
    this.#clockFile = join(folder, `${name}.clock`)
    this.moveClock(0)
  }

  start(): void {
    const clock = {
      LD_PRELOAD: fakeTime,
      FAKETIME_TIMESTAMP_FILE: this.#clockFile,
      FAKETIME_NO_CACHE: '1',
      // a clock that is set changes no counter
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      DONT_FAKE_MONOTONIC: '1',
    }
    this.#child = spawn(process.execPath, [join(import.meta.dirname, 'tick-process.ts')], {
      env: {
        ...process.env,
        ENV_FILES: 'false',
        DATABASE_URL: this.#url,
        ...(canMoveClocks ? clock : {}),
      },
      stdio: ['ignore', 'inherit', 'inherit'],
    })
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

  /** In order, as Ctrl-C does. */
  stop(): Promise<void> {
    return this.#end('SIGTERM')
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.thaw()
    await this.#end('SIGKILL')
  }
}
