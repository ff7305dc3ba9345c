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

type Check = (name: string, right: boolean, said?: string) => void

/** Installs, starts, asks, ends in every way that there is, and runs what `npm test` consists of. */
export async function checkThoroughly(machine: Machine, tally: Tally): Promise<void> {
  const check = checkOn(machine, tally)
  await checkStatus(machine, check, { command: 'npm ci', status: 0 })
  await checkEnds(machine, check)
  const unknown = 'npm run -s treeline -- no-such-command'
  await checkStatus(machine, check, { command: unknown, status: 2 })
  await checkStatus(machine, check, { command: someOfTheTests, status: 0 })
}

/** Installs and starts; when root does this, for somebody else. */
export async function checkShortly(machine: Machine, tally: Tally): Promise<void> {
  const check = checkOn(machine, tally)
  await checkStatus(machine, check, { command: 'npm ci', status: 0 })
  if (process.getuid?.() === 0) await checkAnotherUser(machine, check)
  else await checkCtrlC(machine, check, { dataDir: join(machine.checkout, '.data') })
}

/** All of `npm test` takes minutes; these need everything that it needs, as npm installed it. */
const someOfTheTests = `. bin/use-node24 && PATH=$PWD/node_modules/.bin:$PATH \
  && oxlint --deny-warnings && exec vitest run --project unit src/store/embedded`

function checkOn({ name: machine }: Machine, tally: Tally): Check {
  return (name, right, said) => tally.check(`${machine}: ${name}`, right, said)
}

type Wanted = { command: string; status: number }

/** Runs a command line to its end and looks at its exit status. */
async function checkStatus({ checkout, env }: Machine, check: Check, { command, status }: Wanted) {
  const options = { cwd: checkout, env, timeout: commandMsMax, maxBuffer: outputBytesMax }
  await new Promise<void>((resolve) => {
    const shell = execFile('/bin/sh', ['-c', command], options, (_, stdout, stderr) => {
      check(`${command} → ${status}`, shell.exitCode === status, stdout + stderr)
      resolve()
    })
  })
}

/** Somebody who may read the checkout and write nothing in it, where no start has made the links yet. */
async function checkAnotherUser(machine: Machine, check: Check): Promise<void> {
  const home = `${machine.checkout}-home`
  await mkdir(home)
  await chown(home, nobody.uid, nobody.gid)
  const theirs = { ...machine, env: { ...machine.env, HOME: home } }
  await checkCtrlC(theirs, check, { dataDir: join(home, 'data'), user: nobody })
}

async function checkEnds(machine: Machine, check: Check): Promise<void> {
  const dataDir = join(machine.checkout, '.data')
  await checkCtrlC(machine, check, { dataDir })
  const backup = `${dataDir}-backup`
  await promisify(execFile)('cp', ['-a', dataDir, backup])
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    await using service = await start(machine, { dataDir: backup })
    check('npm start with a backup of DATA_DIR', await hasTrees(service))
    service.npm.kill(signal)
    check(`${signal} for npm alone`, await endsInOrder(service))
  }
}

async function checkCtrlC(machine: Machine, check: Check, options: StartOptions): Promise<void> {
  await using service = await start(machine, options)
  const whose = options.user === undefined ? '' : ' of a user to whom nothing belongs'
  check(`npm start${whose}`, await hasTrees(service))
  signalAll(service.npm, 'SIGINT')
  const status = await exitStatusOf(service.npm)
  check(`Ctrl-C${whose}`, status === 0 && (await endsInOrder(service)))
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
