import { spawnSync } from 'node:child_process'
import { getPriority } from 'node:os'
import { expect, it } from 'vitest'

/** The priorities of a process that ran this, and of a thread that it started before and one that it started afterwards. */
function prioritiesAfter(call: string): number[] {
  const program = `
    import { Worker, isMainThread, parentPort } from 'node:worker_threads'
    import { readdirSync } from 'node:fs'
    import { getPriority } from 'node:os'
    import { ${call} } from './src/platform/give-way.ts'
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
