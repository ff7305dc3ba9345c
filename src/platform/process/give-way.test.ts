import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { getPriority } from 'node:os'
import { expect, it, onTestFinished } from 'vitest'
import { otherGivesWay } from './give-way.ts'

/** The priorities of a process that ran this, and of a thread that it started before and one that it started afterwards. */
function prioritiesAfter(call: string): number[] {
  const program = `
    import { Worker, isMainThread, parentPort } from 'node:worker_threads'
    import { readdirSync } from 'node:fs'
    import { getPriority } from 'node:os'
    import { ${call} } from './src/platform/process/give-way.ts'
    const tasks = () => readdirSync('/proc/self/task').map(Number)
    ${call}()
    const known = new Set(tasks())
    const later = new Worker('setInterval(() => {}, 1000)', { eval: true })
    later.once('online', () => {
      const [started] = tasks().filter((id) => !known.has(id))
      const before = [...known].filter((id) => id !== process.pid)
      process.stdout.write(JSON.stringify([getPriority(0), getPriority(before[0]), getPriority(started)]))
      process.exit()
    })`
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', program],
    { encoding: 'utf8' },
  )
  expect(stderr).toBe('')
  return JSON.parse(stdout) as number[]
}

const usual = getPriority()
const lowered = Math.max(usual, 10)

it.runIf(process.platform === 'linux')('lowers a process with all its threads', () => {
  expect(prioritiesAfter('processGivesWay')).toEqual([lowered, lowered, lowered])
})

it.runIf(process.platform === 'linux')('lowers one thread, and what it starts', () => {
  expect(prioritiesAfter('threadGivesWay')).toEqual([lowered, usual, lowered])
})

const ownGroup = '/proc/self/autogroup'
// says nothing where processors are shared by control groups instead
const hasAutogroups = existsSync(ownGroup) && readFileSync(ownGroup, 'utf8') !== ''

it.runIf(hasAutogroups)('lowers a process that leads a session together with the session', () => {
  const pid = startSleeping({ detached: true })
  otherGivesWay(pid)
  expect(getPriority(pid)).toBe(lowered)
  expect(niceOfSession(pid)).toBe(10)
})

it.runIf(hasAutogroups)('lowers no session that others have part in', () => {
  const before = niceOfSession(process.pid)
  const pid = startSleeping({ detached: false })
  otherGivesWay(pid)
  expect(getPriority(pid)).toBe(lowered)
  expect(niceOfSession(pid)).toBe(before)
})

/** Starts a process that ends with the test. */
function startSleeping(options: { detached: boolean }): number {
  const child = spawn('sleep', ['60'], { ...options, stdio: 'ignore' })
  onTestFinished(() => void child.kill())
  if (child.pid === undefined) throw new Error('sleep cannot be started')
  return child.pid
}

/** Of the group of processes that shares processors with other sessions. */
function niceOfSession(pid: number): number {
  return Number(/nice (-?\d+)/u.exec(readFileSync(`/proc/${pid}/autogroup`, 'utf8'))?.[1])
}
