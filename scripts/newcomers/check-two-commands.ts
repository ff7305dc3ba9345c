import { execFile } from 'node:child_process'
import { chown, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Tally } from '../checks/tally.ts'
import type { Machine } from './machine.ts'
import {
  endsInOrder,
  exitStatusOf,
  npmStart,
  signalAll,
  type StartedService,
  type StartOptions,
} from './started-service.ts'

const commandMsMax = 600_000
const outputBytesMax = 64 * 1024 * 1024
const nobody = { uid: 65_534, gid: 65_534 }

/** Installs, starts, asks, ends in every way that there is, and runs the checks and some tests. */
export async function checkTwoCommands(machine: Machine, tally: Tally): Promise<void> {
  const check: Check = (name, right, said) => tally.check(`${machine.name}: ${name}`, right, said)
  await checkStatus(machine, check, { args: ['ci'], status: 0 })
  if (process.getuid?.() === 0) await checkAnotherUser(machine, check)
  await checkEnds(machine, check)
  const unknown = ['run', '-s', 'treeline', '--', 'no-such-command']
  await checkStatus(machine, check, { args: unknown, status: 2 })
  const some = ['test', '--', '--project', 'unit', 'src/store/embedded']
  await checkStatus(machine, check, { args: some, status: 0 })
}

type Check = (name: string, right: boolean, said?: string) => void

type Wanted = { args: string[]; status: number }

/** Runs npm to its end and looks at its exit status. */
async function checkStatus({ checkout, env }: Machine, check: Check, { args, status }: Wanted) {
  const options = { cwd: checkout, env, timeout: commandMsMax, maxBuffer: outputBytesMax }
  await new Promise<void>((resolve) => {
    const npm = execFile('npm', args, options, (_, stdout, stderr) => {
      check(`npm ${args.join(' ')} → ${status}`, npm.exitCode === status, stdout + stderr)
      resolve()
    })
  })
}

/** Somebody who may read the checkout and write nothing in it, before root's start made the links. */
async function checkAnotherUser(machine: Machine, check: Check): Promise<void> {
  const home = `${machine.checkout}-home`
  await mkdir(home)
  await chown(home, nobody.uid, nobody.gid)
  const env = { ...machine.env, HOME: home }
  await using service = await start(
    { ...machine, env },
    { dataDir: join(home, 'data'), user: nobody },
  )
  check('npm start for a user to whom nothing belongs', await hasTrees(service))
  signalAll(service.npm, 'SIGINT')
  check('Ctrl-C there', (await exitStatusOf(service.npm)) === 0 && (await endsInOrder(service)))
}

async function checkEnds(machine: Machine, check: Check): Promise<void> {
  const dataDir = join(machine.checkout, '.data')
  {
    await using service = await start(machine, { dataDir })
    check('npm start', await hasTrees(service))
    signalAll(service.npm, 'SIGINT')
    check('Ctrl-C', (await exitStatusOf(service.npm)) === 0 && (await endsInOrder(service)))
  }
  const backup = `${dataDir}-backup`
  await promisify(execFile)('cp', ['-a', dataDir, backup])
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    await using service = await start(machine, { dataDir: backup })
    check('npm start with a backup of DATA_DIR', await hasTrees(service))
    service.npm.kill(signal)
    check(`${signal} for npm alone`, await endsInOrder(service))
  }
}

/** Nothing that a check leaves running outlives it. */
async function start(
  machine: Machine,
  options: StartOptions,
): Promise<StartedService & AsyncDisposable> {
  const service = await npmStart(machine, options)
  return {
    ...service,
    [Symbol.asyncDispose]: async () => {
      signalAll(service.npm, 'SIGTERM')
      await endsInOrder(service)
      signalAll(service.npm, 'SIGKILL')
    },
  }
}

async function hasTrees({ base }: StartedService): Promise<boolean> {
  const response = await fetch(`${base}/api/tree/`)
  const trees: unknown = await response.json()
  return response.status === 200 && Array.isArray(trees) && trees.length > 0
}
