import { beforeEach, describe, expect, it } from 'vitest'
import { createLog } from '../../platform/log/log.ts'
import { createMetricsRegistry } from '../../platform/metrics/metrics.ts'
import { DataVersion } from '../../read/versions/data-version.ts'
import type { Scope } from '../../read/versions/scope.ts'
import type { AnswerShelf } from './answer-shelf.ts'
import { newAnswer, type ReadyAnswer } from './ready-answer.ts'
import { ReadyAnswers } from './ready-answers.ts'
import { createReadyMetrics } from './ready-metrics.ts'

const now = new Date()
const tree: Scope = { kind: 'tree', key: 't' }
const commit: Scope = { kind: 'revision', key: 'c' }
const answerOf = (text: string, scopes: readonly Scope[] | null = null): ReadyAnswer =>
  newAnswer(Buffer.from(text), { headers: [], version: null, scopes })

let version: DataVersion
let shelf: Map<string, ReadyAnswer>
let treeChangedAt: number | Error
let looks: number
let canSweep: boolean
let ready: ReadyAnswers

beforeEach(() => {
  version = new DataVersion()
  version.see({ number: 1, dataset: 'd' }, now)
  shelf = new Map()
  treeChangedAt = 1
  looks = 0
  canSweep = true
  ready = newReadyAnswers()
})

function newReadyAnswers(): ReadyAnswers {
  const inMap: AnswerShelf = {
    find: async (key) => shelf.get(key),
    keep: async (key, answer) => void shelf.set(key, answer),
    forgetLater: async ({ dataset, number }) => {
      if (!canSweep) return false
      for (const [key, { version: kept }] of shelf)
        if (kept?.dataset === dataset && kept.number > number) shelf.delete(key)
      return true
    },
  }
  return new ReadyAnswers({
    version,
    shelf: inMap,
    lastChanges: async () => {
      looks += 1
      if (treeChangedAt instanceof Error) throw treeChangedAt
      const number = treeChangedAt
      return ({ kind }) => (kind === 'tree' ? number : 1)
    },
    maxMemoryBytes: 1e6,
    log: createLog('silent'),
    metrics: createReadyMetrics(createMetricsRegistry()),
  })
}

/** The answer's text and where it came from; one that has to be made says `text`. */
async function get(text: string, scopes: readonly Scope[] | null = null) {
  const found = await ready.get('k', async () => answerOf(text, scopes))
  const form = await found?.answer.form('identity')
  return `${found?.source}: ${form?.body.toString()}`
}

it('makes an answer once for a state of the data', async () => {
  expect(await get('one')).toBe('made: one')
  expect(await get('two')).toBe('memory: one')
  version.hear(2)
  expect(await get('two')).toBe('made: two')
})

it('keeps none while nobody knows what was committed', async () => {
  await get('one')
  version.lose()
  expect(await get('two')).toBe('not_kept: two')
  expect(await get('three')).toBe('not_kept: three')
})

it('takes none of other data, although its number is the same', async () => {
  await get('one')
  for (let look = 0; look < 2; look += 1) version.see({ number: 1, dataset: 'restored' }, now)
  expect(await get('two')).toBe('made: two')
})

it('finds after a restart what an earlier process made', async () => {
  await get('one')
  ready = newReadyAnswers()
  expect(await get('two')).toBe('file: one')
  expect(await get('two')).toBe('memory: one')
})

it('keeps no answer that showed more than was known when it was begun for older than it is', async () => {
  await ready.get('k', async () => {
    version.hear(2)
    return answerOf('begun at 1')
  })
  expect(await get('two')).toBe('made: two')
})

describe('when an older state was brought back by its files', () => {
  /** As when the server was ended, its folder replaced, and the server started. */
  const bringBack = (number: number) => {
    version.lose()
    version.see({ number, dataset: 'd' }, now)
  }

  beforeEach(() => version.hear(5))

  it.each(['memory', 'file'])(
    'takes none of the future that is gone, when its number comes again: %s',
    async (place) => {
      await get('of the future that is gone', [tree])
      if (place === 'file') ready = newReadyAnswers()
      bringBack(3)
      version.hear(5)
      treeChangedAt = 4
      expect(await get('one', [tree])).toBe('made: one')
      version.hear(6)
      expect(await get('two', [tree])).toBe('unchanged: one')
    },
  )

  it('takes none at hand, whoever asks', async () => {
    await get('of the future that is gone')
    bringBack(3)
    version.hear(5)
    expect(ready.atHand('k')).toBeUndefined()
  })

  it('keeps none that was begun before', async () => {
    await ready.get('k', async () => {
      bringBack(3)
      return answerOf('of the future that is gone')
    })
    version.hear(5)
    expect(await get('one')).toBe('made: one')
  })

  it('takes none of the file where nobody could clean up', async () => {
    await get('of the future that is gone')
    canSweep = false
    bringBack(3)
    version.hear(5)
    ready = newReadyAnswers()
    expect(await get('one')).toBe('made: one')
  })

  it('goes on with those of the past that both have', async () => {
    await get('one', [tree])
    bringBack(5)
    version.hear(6)
    expect(await get('two', [tree])).toBe('unchanged: one')
  })
})

describe('an answer that hangs on a part of the data', () => {
  it('is given again after a commit that changed something else', async () => {
    await get('one', [tree])
    version.hear(2)
    expect(await get('two', [tree])).toBe('unchanged: one')
    expect(await get('two', [tree])).toBe('memory: one')
  })

  it('is made again after a commit that changed it', async () => {
    await get('one', [tree])
    version.hear(2)
    treeChangedAt = 2
    expect(await get('two', [tree])).toBe('made: two')
  })

  it('is looked at with others that were asked for lately', async () => {
    const source = async (key: string, scope: Scope) =>
      (await ready.get(key, async () => answerOf(key, [scope])))?.source
    const all = async () => [
      await source('a', tree),
      await source('b', commit),
      await source('c', commit),
    ]
    expect(await all()).toEqual(['made', 'made', 'made'])
    version.hear(2)
    treeChangedAt = 2
    expect(await all()).toEqual(['made', 'memory', 'memory'])
    expect(looks).toBe(1)
    version.hear(3)
    const atOnce = [source('b', commit), source('c', commit), source('a', tree)]
    expect(await Promise.all(atOnce)).toEqual(['unchanged', 'unchanged', 'unchanged'])
    expect(looks).toBe(2)
  })

  it('is made again when nobody can say what changed it', async () => {
    await get('one', [tree])
    version.hear(2)
    treeChangedAt = new Error('no connection')
    expect(await get('two', [tree])).toBe('made: two')
  })
})

describe('of several who ask at once', () => {
  it('one makes the answer', async () => {
    let made = 0
    const slow = async () => {
      made += 1
      await new Promise((done) => setTimeout(done, 5))
      return answerOf('one')
    }
    const all = await Promise.all([1, 2, 3].map(() => ready.get('k', slow)))
    expect(all.map((found) => found?.source).toSorted()).toEqual(['made', 'shared', 'shared'])
    expect(made).toBe(1)
  })

  it('the next makes it when the first leaves, or cannot', async () => {
    const { promise: told, resolve: tell } = Promise.withResolvers<void>()
    const first = ready.get('k', async () => {
      await told
      return null
    })
    const second = ready.get('k', async () => answerOf('two'))
    tell()
    expect(await first).toBeNull()
    expect((await second)?.source).toBe('made')
  })

  it('each hears of its own failure', async () => {
    const fail = () => Promise.reject(new Error('no'))
    const all = await Promise.allSettled([1, 2].map(() => ready.get('k', fail)))
    expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  })

  it('who knows of a newer commit does not wait for an older answer', async () => {
    const { promise: told, resolve: tell } = Promise.withResolvers<void>()
    const first = ready.get('k', async () => {
      await told
      return answerOf('old')
    })
    version.hear(2)
    const second = await ready.get('k', async () => answerOf('new'))
    tell()
    await first
    expect((await second?.answer.form('identity'))?.body.toString()).toBe('new')
    expect(await get('newest')).toBe('memory: new')
  })
})
