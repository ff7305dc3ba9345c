import { pino } from 'pino'
import { afterEach, expect, test } from 'vitest'
import type { SpoolFile } from '../spool/spool-file.ts'
import { largeBytes } from './large/prepare-pieces.ts'
import { PreparationPool } from './preparation-pool.ts'

/** A thread that answers `gone`, except that files named `crash…` end it. */
const program = threadProgram(`
  parentPort.postMessage({ kind: 'ready' })
  parentPort.on('message', ({ kind, file }) => {
    if (kind !== 'prepare') return
    if (file.name.startsWith('crash')) process.exit(7)
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, file.size)
    parentPort.postMessage({ kind: 'gone', asked: file })
  })
`)

let pool: PreparationPool | undefined

afterEach(() => pool?.[Symbol.asyncDispose]())

function threadProgram(text: string): URL {
  const code = `import { parentPort } from 'node:worker_threads'\n${text}`
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`)
}

function openPool(threads: number, code: URL, onCrash = () => {}): PreparationPool {
  const settings = { root: '/', automaticLab: /x/, treeNames: new Map<string, string>() }
  pool = new PreparationPool({
    ...settings,
    threads,
    onCrash,
    log: pino({ level: 'silent' }),
    program: code,
  })
  return pool
}

const file = (name: string, size = 0): SpoolFile => ({ name, size, modifiedMs: 0 })

test('answers every file, however many wait', async () => {
  const threads = openPool(2, program)
  const names = Array.from({ length: 50 }, (_, index) => `${index}.json`)
  const answers = await Promise.all(names.map((name) => threads.prepare(file(name, 1))))
  expect(answers.map((answer) => answer.asked.name)).toEqual(names)
})

/** A thread that answers `gone`, for a file named `held` once it is told tree names. */
const holding = threadProgram(`
  let held
  const answer = (file) => parentPort.postMessage({ kind: 'gone', asked: file })
  parentPort.postMessage({ kind: 'ready' })
  parentPort.on('message', ({ kind, file }) => {
    if (kind !== 'prepare') return answer(held)
    if (file.name === 'held') held = file
    else answer(file)
  })
`)

test('a large file waits for one in another pool, small ones do not', async () => {
  await using other = openPool(1, holding)
  const threads = openPool(1, holding)
  const first = other.prepare(file('held', largeBytes))
  let isSecondDone = false
  const second = threads.prepare(file('second', largeBytes)).finally(() => (isSecondDone = true))
  // of one thread, which would have answered the second first
  await threads.prepare(file('small', largeBytes - 1))
  expect(isSecondDone).toBe(false)
  other.useTreeNames(new Map())
  expect([await first, await second]).toMatchObject([{ kind: 'gone' }, { kind: 'gone' }])
})

test('a large file that cannot be prepared lets the next one in', async () => {
  const closed = openPool(1, holding)
  await closed[Symbol.asyncDispose]()
  await expect(closed.prepare(file('a', largeBytes))).rejects.toThrow('was stopped')
  const threads = openPool(1, holding)
  expect(await threads.prepare(file('b', largeBytes))).toMatchObject({ kind: 'gone' })
})

test.each([1, 2])(
  'a file that ends its thread twice is refused, and no other (%i threads)',
  async (count) => {
    let crashes = 0
    const threads = openPool(count, program, () => (crashes += 1))
    const names = ['a.json', 'b.json', 'crash.json', 'c.json', 'd.json', 'e.json']
    const answers = await Promise.all(names.map((name) => threads.prepare(file(name, 5))))
    expect(answers.map(({ kind }) => kind)).toEqual([
      'gone',
      'gone',
      'refused',
      'gone',
      'gone',
      'gone',
    ])
    expect(answers[2]).toMatchObject({ refusal: { code: 'worker_crashed' } })
    expect(crashes).toBe(2)
  },
)

test('gives up when its threads cannot even start', async () => {
  const threads = openPool(1, threadProgram('throw new Error("no such module")'))
  await expect(threads.prepare(file('a.json'))).rejects.toThrow('no such module')
  await expect(threads.prepare(file('b.json'))).rejects.toThrow('no such module')
})

test('gives up when there is no place for a thread in the stead of one that ended', async () => {
  const unstartable = new URL('http://localhost/')
  let isFull = false
  pool = new PreparationPool({
    root: '/',
    automaticLab: /x/,
    treeNames: new Map(),
    threads: 1,
    log: pino({ level: 'silent' }),
    onCrash: () => (isFull = true),
    get program() {
      return isFull ? unstartable : program
    },
  })
  const [crashed, other] = ['crash.json', 'a.json'].map((name) => pool?.prepare(file(name)))
  await expect(crashed).rejects.toThrow('URL')
  await expect(other).rejects.toThrow('URL')
})

async function settled<Value>(promise: Promise<Value>): Promise<PromiseSettledResult<Value>> {
  const [result] = await Promise.allSettled([promise])
  return result
}

test('rejects what it is working on when it is closed', async () => {
  const threads = openPool(1, program)
  const answer = threads.prepare(file('a.json', 2_000))
  const [{ status }] = await Promise.all([settled(answer), threads[Symbol.asyncDispose]()])
  expect(status).toBe('rejected')
})
