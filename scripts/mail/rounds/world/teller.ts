import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { recipients } from './recipients.ts'

const [to, ...cc] = recipients

/** What the command may say when nothing went wrong with it: all have it, or some have to wait. */
const statuses = new Set([0, 1])

// oxfmt-ignore
const args = [
  'bin/treeline.js', 'notifications', '--action', 'new_issues', '--send', '--yes',
  '--to', to ?? '', '--cc', cc.join(','),
]

/** Whoever tells of new issues by command, again after each time that it was killed. */
export class Teller {
  readonly #env: Readonly<Record<string, string>>
  #child: ChildProcess | undefined
  /** How often it ended in a way that a command must not. */
  surprises = 0

  constructor(env: Readonly<Record<string, string>>) {
    this.#env = env
  }

  /** Until it came to its end. */
  async tell(): Promise<void> {
    for (;;) {
      const child = spawn(process.execPath, args, {
        env: { ...process.env, ...this.#env },
        stdio: 'ignore',
      })
      this.#child = child
      const [status, signal] = (await once(child, 'exit')) as [number | null, string | null]
      if (signal === 'SIGKILL') continue
      if (!statuses.has(status ?? -1)) this.surprises += 1
      return
    }
  }

  /** `kill -9`; it is back in a moment. */
  async kill(): Promise<void> {
    const child = this.#child
    if (child === undefined) return
    const ended = once(child, 'exit')
    if (child.kill('SIGKILL')) await ended
  }
}
